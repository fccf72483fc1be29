/** Functions over rows in order: what each gives in the first rows, in rows without value, at the edges. */
import { describe, expect, test } from 'vitest'
import { compileFormula, compileFormulas, type FormulaOptions, type FormulaValue } from '../../src/formula/index.ts'
import { formulaWindow } from '../../src/reference/formula/window/index.ts'
import { thrown } from '../support/thrown.ts'

const none = undefined
type Row = Readonly<Record<string, unknown>>

function run(text: string, rows: readonly Row[], options: FormulaOptions = {}): (FormulaValue | undefined)[] {
  const stepper = compileFormula(text, options).start()
  return rows.map((row) => stepper.push(row))
}
const ofX = (text: string, xs: readonly unknown[], options: FormulaOptions = {}): (FormulaValue | undefined)[] => run(text, xs.map((x) => ({ x })), options) // prettier-ignore
const truth = { variables: { x: 'boolean' } } as const
const word = { variables: { x: 'string' } } as const

describe('what each function means', () => {
  const cases: readonly (readonly [
    text: string,
    xs: readonly unknown[],
    values: readonly unknown[],
    options?: FormulaOptions,
  ])[] = [
    ['previous(x)', [1, none, 3, 4], [none, 1, none, 3]],
    ['previous(x, 3)', [1, 2, 3, 4, 5], [none, none, none, 1, 2]],
    ['delta(x)', [1, 4, none, 5, 7], [none, 3, none, none, 2]],
    ['changed(x)', [1, 1, 2, none, 2, 0, -0], [none, false, true, none, none, true, false]],
    ['changed(x)', [true, true, false, none], [none, false, true, none], truth],
    ['changed(x)', ['a', 'b', 'b', none, 'b'], [none, true, false, none, none], word],
    ['ewma(x, 0.5)', [4, 2, none, 3, 7], [4, 3, none, 3, 5]],
    ['ewma(x, 1)', [4, 2], [4, 2]],
    ['ewma(x, 0.5)', [4, Infinity, 2, 4], [4, Infinity, 2, 3]],
    ['mean_of(x, 2)', [1, 2, 4, none, none, 5], [1, 1.5, 3, 4, none, 5]],
    ['mean_of(x, 3)', [1, 2, 3, 4, 5, 6, 7, 8], [1, 1.5, 2, 3, 4, 5, 6, 7]],
    ['mean_of(x, 2)', [Infinity, 1, 1], [Infinity, Infinity, 1]],
    ['max_of(x, 2)', [3, 1, 2, none, none, -5], [3, 3, 2, 2, none, -5]],
    ['min_of(x, 3)', [3, 1, 2, 5, 4, 9], [3, 1, 1, 1, 2, 4]],
    ['count_of(x, 2)', [1, none, none, 2], [1, 1, 0, 1]],
    ['count_of(x, 3)', [true, true, false, none, true], [1, 2, 2, 1, 1], truth],
    ['count_of(x, 2)', ['a', none, 'b'], [1, 1, 1], word],
    [
      'held_for(x, 2)',
      [true, true, none, true, true, false, true, true],
      [none, true, none, none, true, false, false, true],
      truth,
    ],
    ['held_for(x, 3)', [false, true, true, true], [false, false, false, true], truth],
    ['held_for(x, 1)', [true, false, none], [true, false, none], truth],
    ['rank(x)', [5, 3, none, 5, 9, 3], [1, 1, none, 2, 4, 1]],
    ['zscore(x, 3)', [1, 3, 5, 7, none, 7], [none, none, 3 / Math.SQRT2, 2, none, 1 / Math.SQRT2]],
    ['zscore(x, 3)', [2, 2, 2, 3], [none, none, none, Infinity]],
  ]
  test.each(cases.map(([text, xs, values, options = {}]) => [text, xs, values, options] as const))(
    '%s of %j is %j',
    (text, xs, values, options) => {
      const found = ofX(text, xs, options)
      expect(found.map((value) => (typeof value === 'number' ? Number(value.toPrecision(14)) : value))).toEqual(
        values.map((value) => (typeof value === 'number' ? Number(value.toPrecision(14)) : value)),
      )
    },
  )

  test('rate: a clock that stands still, or goes back, gives no value', () => {
    const rows = [{ x: 1, t: 0 }, { x: 5, t: 2 }, { x: 6, t: 2 }, { x: 9, t: 1 }, { x: 9, t: 3 }, { x: none, t: 4 }, { x: 1, t: 5 }, { x: 0, t: 6 }] // prettier-ignore
    expect(run('rate(x, t)', rows)).toEqual([none, 2, none, none, 0, none, none, -1])
  })

  test('the second argument of a row is evaluated for every row', () =>
    expect(run('rate(x, 2 * t)', [{ x: 0, t: 0 }, { x: 4, t: 1 }])).toEqual([none, 2])) // prettier-ignore
})

describe('in a formula', () => {
  test('a side that is skipped misses no row', () => {
    const rows = [{ a: 0, x: 1 }, { a: 0, x: 10 }, { a: 1, x: 11 }] // prettier-ignore
    expect(run('a > 0 and delta(x) > 5', rows)).toEqual([false, false, false])
    expect(run('a > 0 ? delta(x) : 0', rows)).toEqual([0, 0, 1])
  })

  test('one inside the other', () => {
    expect(ofX('delta(delta(x))', [1, 2, 4, 7])).toEqual([none, none, 1, 1])
    expect(ofX('held_for(mean_of(x, 2) > 3, 2)', [4, 4, 4, 0])).toEqual([none, true, true, false])
    expect(ofX('previous(x) ?? 0', [1, 2])).toEqual([0, 1])
  })

  test('units go through: a rate in MiB a second, a change in percent', () => {
    const leak = compileFormula('rate(memory_mb, t_seconds) > 1')
    expect(compileFormula('rate(memory_mb, t_seconds)').unit).not.toBe('')
    expect(leak.warnings).toEqual([])
    expect(run('rate(a_ms, t_seconds)', [{ a_ms: 0, t_seconds: 0 }, { a_ms: 500, t_seconds: 1 }])).toEqual([none, 0.5]) // prettier-ignore
    expect(run('delta(x_ms) > 0.01s', [{ x_ms: 1 }, { x_ms: 12 }])).toEqual([none, true]) // prettier-ignore
    expect(run('previous(x_ms) + 1s', [{ x_ms: 1 }, { x_ms: 12 }])).toEqual([none, 1001]) // prettier-ignore
  })

  test('functions of the user, and one that fails: its row has no value, and is counted', () => {
    let fail = false
    const functions = {
      twice: {
        args: 1,
        call: (x: number) => {
          if (fail) throw new Error('no')
          return 2 * x
        },
      },
    }
    const stepper = compileFormula('delta(twice(x))', { functions }).start()
    expect([stepper.push({ x: 1 }), stepper.push({ x: 2 })]).toEqual([none, 2])
    fail = true
    expect(thrown(() => stepper.push({ x: 3 }))).toMatchObject({ code: 'HYD-2017' })
    fail = false
    expect([stepper.push({ x: 4 }), stepper.push({ x: 5 })]).toEqual([none, 2])
    expect(stepper.rows).toBe(5)
  })

  test('a refused row is not taken; hostile rows are refused with a code', () => {
    const stepper = compileFormula('delta(x) + y').start()
    stepper.push({ x: 1, y: 0 })
    expect(thrown(() => stepper.push({ x: 5, y: 'one' }))).toMatchObject({ code: 'HYD-2006' })
    const getter = {
      x: 9,
      get y(): number {
        throw new Error('no')
      },
    }
    expect(thrown(() => stepper.push(getter))).toMatchObject({ code: 'HYD-2006' })
    expect(thrown(() => stepper.push(3 as never))).toMatchObject({ code: 'HYD-1003' })
    expect(stepper.rows).toBe(1)
    expect(stepper.push({ x: 2, y: 0 })).toBe(1)
  })

  test('names of built-in prototypes are only names', () => {
    const stepper = compileFormula('delta(constructor) + delta(`__proto__`)').start()
    const row = (a: number): Row => JSON.parse(`{"constructor": ${a}, "__proto__": ${a}}`) as Row
    expect([stepper.push(row(1)), stepper.push(row(3)), stepper.push({})]).toEqual([none, 4, none])
  })
})

describe('over columns', () => {
  const { x, t } = { x: Float64Array.of(1, 4, 9, 9), t: [0, 1, 2, 4] }

  test('a set takes them beside others, with arrays of the caller', () => {
    const set = compileFormulas({ hot: 'x > 8', held: 'held_for(x > 3, 2)', speed: 'rate(x, t)', twice: '2 * x' })
    const out = { held: Uint8Array.of(7, 7, 7, 7), speed: new Float64Array(4), twice: new Float64Array(4) }
    const all = set.evaluateColumns({ x, t }, { out })
    expect(Object.entries(all).map(([name, { values }]) => [name, [...values]])).toEqual([
      ['hot', [0, 0, 1, 1]],
      ['held', [0, 0, 1, 1]],
      ['speed', [NaN, 3, 5, 0]],
      ['twice', [2, 8, 18, 18]],
    ])
    expect([all.held.values, all.speed.values, all.twice.values]).toEqual([out.held, out.speed, out.twice])
    expect(all.held.values).toBe(out.held)
    expect(thrown(() => set.evaluate({ x: 1, t: 1 }))).toMatchObject({ code: 'HYD-2013', message: expect.stringContaining('"held"') as string }) // prettier-ignore
    expect(set.rules.held.start().push({ x: 1 })).toBe(false)
  })

  test('rows are needed only where no column says them; none give none', () => {
    expect(compileFormula('delta(x)').evaluateColumns({ x: [] }).values).toEqual(new Float64Array(0))
    expect(compileFormula('delta(2)').evaluateColumns({}, { rows: 2 }).values).toEqual(Float64Array.of(NaN, 0))
    expect(compileFormulas({ a: 'delta(x)', b: 'x > 1' }).evaluateColumns({ x: [] }).a.missingCount).toBe(0)
    expect(thrown(() => compileFormula('delta(2)').evaluateColumns({}))).toMatchObject({ code: 'HYD-2013' })
    expect(thrown(() => compileFormula('delta(x) + y').evaluateColumns({ x, y: [1] }))).toMatchObject({ code: 'HYD-2013' })
  })

  test('no result goes into a column, also where a function alone reads it, and none is written to', () => {
    const own = x.slice()
    expect(thrown(() => compileFormula('delta(x)').evaluateColumns({ x: own }, { out: own }))).toMatchObject({ code: 'HYD-1003' })
    expect(thrown(() => compileFormula('delta(x) > 0').evaluateColumns({ x: own }, { out: own }))).toMatchObject({ code: 'HYD-1003' }) // prettier-ignore
    expect(thrown(() => compileFormula('delta(x)').evaluateColumns({ x: own }, { out: new Float64Array(3) }))).toMatchObject({ code: 'HYD-1003' }) // prettier-ignore
    expect(own).toEqual(x)
  })

  test('a column is read once', () => {
    let reads = 0
    const columns = {
      get x() {
        reads += 1
        return [1, 2, 4]
      },
    }
    expect([...compileFormula('delta(x) + previous(x)').evaluateColumns(columns).values]).toEqual([NaN, 2, 4])
    expect(reads).toBe(1)
  })

  test('names of built-in prototypes are only names', () => {
    const rule = compileFormula('delta(constructor) + delta(`__proto__`)')
    expect(thrown(() => rule.evaluateColumns({}))).toMatchObject({ code: 'HYD-2013' })
    const columns = JSON.parse('{"constructor": [1, 3], "__proto__": [1, 5]}') as Record<string, number[]>
    expect([...rule.evaluateColumns(columns).values]).toEqual([NaN, 6])
  })

  test('functions of the user, texts and series as arguments', () => {
    const rule = compileFormula('delta(twice(x)) + count_of(starts_with(k, "a"), 2) + delta(mean(s))', {
      variables: { x: 'number', k: 'string', s: 'series' },
      functions: { twice: { args: 1, call: (value: number) => 2 * value } },
    })
    const s = { values: Float64Array.of(1, 3, 4), offsets: Uint32Array.of(0, 2, 3) }
    expect([...rule.evaluateColumns({ x: [1, 2], k: ['ab', 'b'], s }).values]).toEqual([NaN, 2 + 1 + 2])
    const failing = compileFormula('delta(no(x))', { functions: { no: { args: 1, call: () => { throw new Error('no') } } } }) // prettier-ignore
    expect(thrown(() => failing.evaluateColumns({ x: [1] }))).toMatchObject({ code: 'HYD-2017' })
  })

  test('more parts times rows than the limit are refused', () =>
    expect(thrown(() => compileFormula('delta(x)', { limits: { work: 10 } }).evaluateColumns({ x: new Float64Array(99) }))).toMatchObject({ code: 'HYD-2007' })) // prettier-ignore
})

test('as many functions over rows as a text may hold, beside each other and inside each other', () => {
  const many = Array.from({ length: 250 }, (_, i) => `previous(x, ${i + 1})`).join(' + ')
  const deep = `${'delta('.repeat(60)}x${')'.repeat(60)}`
  const x = Float64Array.from({ length: 300 }, (_, i) => i)
  for (const text of [many, deep]) {
    const rule = compileFormula(text)
    const stepper = rule.start()
    expect([...rule.evaluateColumns({ x }).values].map((value) => (value === value ? value : none))).toEqual([...x].map((value) => stepper.push({ x: value }))) // prettier-ignore
  }
})

describe('what is refused', () => {
  test.each(['explain', 'gradient'] as const)('%s of one row', (method) => {
    const fault = thrown(() => compileFormula('2 * delta(x)')[method]({ x: 1 }))
    expect(fault).toMatchObject({ code: 'HYD-2013', hint: expect.stringContaining('rule.start()') as string })
    expect(thrown(() => compileFormula('2 * delta(x)').gradientUnits)).toMatchObject({ code: 'HYD-2013' })
  })

  test('one row alone, with the place; start() begins anew each time', () => {
    const rule = compileFormula('x > 1 and held_for(x > 1, 3)', { name: 'hot' })
    expect(rule.needsRows).toBe(true)
    expect(compileFormula('x > 1').needsRows).toBe(false)
    const fault = thrown(() => rule.evaluate({ x: 2 }))
    expect(String(fault)).toBe(
      'HYD-2013 held_for needs rows in order, which one row has not at line 1, column 11 of "hot". Use rule.start() and push the rows in their order, or compute it before and pass it as a variable.',
    )
    const [a, b] = [rule.start(), rule.start()]
    for (let i = 0; i < 3; i += 1) a.push({ x: 2 })
    expect([a.push({ x: 2 }), b.push({ x: 2 })]).toEqual([true, none])
  })

  test.each([
    ['mean_of(x, n)', 'HYD-2002'],
    ['mean_of(x, 0)', 'HYD-2002'],
    ['mean_of(x, 2.5)', 'HYD-2002'],
    ['mean_of(x, 1000001)', 'HYD-2002'],
    ['mean_of(x, 5s)', 'HYD-2002'],
    ['ewma(x, 0)', 'HYD-2002'],
    ['ewma(x, 1.5)', 'HYD-2002'],
    ['previous(x, -1)', 'HYD-2002'],
    ['held_for(x, 3)', 'HYD-2002'],
    ['delta()', 'HYD-2004'],
    ['rank(x, 2)', 'HYD-2004'],
    ['delta(s)', 'HYD-2002'],
  ])('%s', (text, code) => {
    expect(thrown(() => compileFormula(text, { variables: { x: 'number', n: 'number', s: 'series' } }))).toMatchObject({ code })
  })

  test('a formula without such functions takes rows too', () => expect(ofX('x + 1', [1, none])).toEqual([2, none]))

  test('the canonical text is that of the whole', () =>
    expect(compileFormula('held_for( delta(x)>5 ,3)and y>1').format()).toBe('held_for(delta(x) > 5, 3) and y > 1'))
})

test('a kernel writes no values and truths as columns have them', () => {
  const [out, none, bytes] = [new Uint8Array(3), new Float64Array(0), new Uint8Array(0)]
  expect(formulaWindow('held_for', 2, none, none, Uint8Array.of(2, 2, 0), none, out)).toBe(0)
  expect([...out]).toEqual([1, 2, 0])
  const numbers = new Float64Array(3)
  expect(formulaWindow('rate', 1, Float64Array.of(1, 2, NaN), Float64Array.of(0, 4, 5), bytes, numbers, bytes)).toBe(0)
  expect([...numbers]).toEqual([NaN, 0.25, NaN])
})
