/** `hydra formula` as a process: what is printed, for people and for programs, what is refused, with which exit code. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCsv } from '../../src/cli/formula/csv.ts'
import { outcomeOf } from '../../src/cli/formula/outcome.ts'
import { formulaFromJSON } from '../../src/formula/index.ts'
import { thrown } from '../support/thrown.ts'
import { Command, json, write, type Result } from './support/command.ts'

let hydra: Command
let cwd = ''
beforeAll(async () => {
  hydra = await Command.make()
  cwd = hydra.fresh('formula')
  write(
    cwd,
    'runs.csv',
    'name,cpu_max,memory_max_mb,success\n"a, b",20,1,true\nc,90,2000,true\nd,,2000,false\ne,91,1500,1\nf,92,1400,0\n',
  )
  write(cwd, 'runs.jsonl', '{"cpu_max": 20}\n{"cpu_max": 90, "x y": 1}\n{"cpu_max": null}\n')
  write(cwd, 'runs.json', '[{"cpu_max": 90, "times": [1, 2, 9]}, {"cpu_max": 10, "times": []}]')
  write(cwd, 'wrong.csv', 'cpu_max\n1\nabc\n')
})
afterAll(() => hydra.remove())
const formula = (...words: string[]): Result => hydra.run(['formula', ...words], { cwd })

describe('check', () => {
  test('says type, names and units, and ends with 0', () => {
    expect(formula('check', 'cpu_max>85 && p95_ms > 0.2s')).toEqual({
      code: 0,
      err: '',
      out: 'cpu_max > 85 and p95_ms > 0.2s\na boolean\n\n  name     type    unit  metric of\n  cpu_max  number  %     run\n  p95_ms   number  ms    head\n',
    })
    expect(formula('check', 'held_for(cpu_max > 85, 3)').out).toContain('a boolean; over rows in order\n')
    expect(formula('check', '1 + 1').out).toBe('1 + 1\na number\n')
    expect(formula('check', '--', '-pi').out).toBe('-pi\na number\n')
  })

  test('warnings with their carets on stderr', () => {
    const { code, err } = formula('check', 'success_rate / p95_ms')
    expect(code).toBe(0)
    expect(err).toMatch(/\[WARNING\] HYD-2008 .*\n {4}success_rate \/ p95_ms\n {19}\^~+\n$/)
  })

  test('a fault with its caret, and exit code 2', () => {
    const { code, out, err } = formula('check', 'cpu_max > 85 AND memry_max_mb > 1024')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(
      /\[ERROR\] HYD-2003 unknown name "memry_max_mb" at line 1, column 18\. Did you mean memory_max_mb, memory_min_mb\?\n {4}cpu_max > 85 AND memry_max_mb > 1024\n {21}\^~{11}\n$/,
    )
  })

  test('all faults of a text, each with its caret', () => {
    const { err } = formula('check', 'cpu_mx > 85 and x ==')
    expect(err.match(/HYD-\d+/g)).toEqual(['HYD-2003', 'HYD-2003', 'HYD-2001'])
    expect(err.match(/\^/g)).toHaveLength(3)
  })

  test('colours by FORCE_COLOR, none with NO_COLOR, one line a fault in JSON lines', () => {
    const run = (env: Record<string, string>, ...words: string[]): string => hydra.run(['formula', 'check', 'cpu_mx > 1', ...words], { cwd, env }).err // prettier-ignore
    expect(run({ FORCE_COLOR: '1' })).toContain('\u001b[31m^~~~~~\u001b[39m')
    expect(run({ FORCE_COLOR: '1', NO_COLOR: '1' })).not.toContain('\u001b')
    expect(run({}, '--log-format', 'json').trim().split('\n').map((line) => (JSON.parse(line) as { code: string }).code)).toEqual(['HYD-2003']) // prettier-ignore
  })

  test('JSON: the formula as formulaFromJSON takes it; the faults of one that is none', () => {
    const good = json(formula('check', 'cpu_max > 85', '--json').out)
    expect(good).toMatchObject({ schema: 1, command: 'formula', action: 'check', ok: true, needsRows: false, warnings: [] })
    expect(good.variables).toEqual([{ name: 'cpu_max', type: 'number', unit: '%', metrics: ['run'] }])
    expect(formulaFromJSON(good.formula).evaluate({ cpu_max: 86 })).toBe(true)
    const bad = formula('check', 'cpu_mx > 85', '--json')
    expect(bad.code).toBe(2)
    expect(json(bad.out)).toMatchObject({ ok: false, errors: [{ code: 'HYD-2003', where: { line: 1, column: 1, length: 6 } }] })
  })

  test.each([
    ['run', 'p95_ms', 2],
    ['head', 'p95_ms', 0],
    ['head', 'p95_ms + 1MiB', 0],
    ['run', 'cpu_max + 1MiB', 2],
    ['reward', 'ok ? quality : 0', 0],
    ['none', 'anything_ms > 5s', 0],
    ['none', 'pi + e', 0],
  ])('metrics of %s: %s ends with %i', (metrics, text, code) =>
    expect(formula('check', text, '--metrics', metrics).code).toBe(code),
  )
})

describe('eval of one row', () => {
  test.each<readonly [words: readonly string[], out: string]>([
    [['success_rate ^ 2 / p95_ms', '--values', 'success_rate=1', '--values', 'p95_ms=4'], '0.25\n'],
    [['cpu_max > 85', '--values', 'cpu_max=91'], 'true\n'],
    [['mean_ms + 1s', '--values', 'mean_ms=5'], '1005 ms\n'],
    [['not success', '--values', 'success=false'], 'true\n'],
    [['a + b', '--values', 'a=1', '--values', 'b=-.5'], '0.5\n'],
    [['"x" == kind ? "yes" : "no"', '--values', 'kind=x'], 'yes\n'],
    [['1 / zero', '--values', 'zero=0'], 'Infinity\n'],
    [['x + y', '--metrics', 'none', '--values', 'x=1', '--values', 'y=2'], '3\n'],
  ])('%j', (words, out) => {
    const { code, out: printed } = formula('eval', ...words)
    expect({ code, out: printed }).toEqual({ code: 0, out })
  }) // prettier-ignore

  test('no value is no failure, and what is lacking is said', () => {
    const result = formula('eval', 'cpu_max > 85 and memory_max_mb > 1', '--values', 'cpu_max=91')
    expect(result).toMatchObject({
      code: 0,
      out: 'no value\n',
      err: expect.stringContaining('no value is known of memory_max_mb'),
    })
    const document = json(formula('eval', 'cpu_max > 85', '--values', 'cpu_max=', '--json').out)
    expect(document).toMatchObject({ action: 'eval', value: null, type: 'boolean', lacking: ['cpu_max'] })
    expect(json(formula('eval', '1 / 0', '--json').out).value).toBe('Infinity')
  })

  test('a value that the formula does not name is warned of', () =>
    expect(formula('eval', 'cpu_max > 85', '--values', 'cpu_max=1', '--values', 'cpu_mx=2').err).toMatch(
      /does not name cpu_mx\. Did you mean cpu_max\?/,
    ))

  test.each([
    [['eval'], 'HYD-1003 eval must be followed by the text of a formula, got nothing'],
    [[], 'HYD-1003 formula must be followed by check | eval | explain'],
    [['explode', 'x'], 'HYD-1003'],
    [['eval', 'cpu_max', '--values', 'cpu_max'], 'HYD-1003 --values must be a pair such as cpu_max=91'],
    [['eval', 'cpu_max', '--values', 'cpu_max=high'], 'HYD-2006 the value of "cpu_max" is refused: it must be a number'],
    [['eval', 'success', '--values', 'success=maybe'], 'HYD-2006'],
    [['eval', 'held_for(cpu_max > 1, 3)', '--values', 'cpu_max=2'], 'HYD-2013'],
    [['eval', 'cpu_max', '--each'], 'HYD-1003 --each must be given with --data'],
    [['check', 'cpu_max', '--data', 'runs.csv'], 'HYD-1003 --data must be given to eval only'],
    [['eval', 'cpu_max', '--metrics', 'runs'], 'Did you mean run?'],
    [['eval', 'one', 'two'], 'HYD-1003'],
  ])('%j ends with 2: %s', (words, message) =>
    expect(formula(...words)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(message) }),
  )
})

describe('explain', () => {
  test('says what decided, and what is missing', () => {
    const values = ['--values', 'cpu_max=91', '--values', 'memory_max_mb=2000']
    expect(formula('explain', 'cpu_max > 85 and memory_max_mb > 1024', ...values)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^firing: cpu_max 91% > 85% .*\n$/),
    })
    expect(formula('explain', 'cpu_max > 85').out).toBe('unknown: supply cpu_max\n')
    expect(json(formula('explain', 'cpu_max > 85', '--values', 'cpu_max=80', '--json').out)).toMatchObject({
      action: 'explain',
      value: false,
      clauses: [{ left: 80, right: 85 }],
    })
    expect(formula('explain', 'delta(cpu_max) > 1', '--values', 'cpu_max=80')).toMatchObject({
      code: 2,
      err: expect.stringContaining('HYD-2013'),
    })
  })

  test('check warns of a rule that can never fire', () =>
    expect(formula('check', 'cpu_max > 90 and cpu_max < 80').err).toContain('HYD-2051'))
})

describe('eval over rows', () => {
  test('when a rule would have fired', () => {
    expect(formula('eval', 'cpu_max > 85', '--data', 'runs.csv')).toEqual({
      code: 0,
      err: '',
      out: 'true in 3 of 5 rows, 1 without value: first in row 2, last in row 5, at most 2 in a row (from row 4)\n',
    })
    expect(formula('eval', 'held_for(cpu_max > 85, 2)', '--data', 'runs.csv').out).toMatch(
      /^true in 1 of 5 rows, \d without value: first in row 5, last in row 5\n$/,
    )
    expect(formula('eval', 'cpu_max > 850', '--data', 'runs.csv').out).toBe('never true in 5 rows, 1 without value\n')
    expect(formula('eval', 'name == "a, b" and success', '--data', 'runs.csv', '--each').out).toBe(
      'true\nfalse\nfalse\nfalse\nfalse\n',
    )
  })

  test('numbers, JSON lines, arrays, standard input', () => {
    expect(formula('eval', 'memory_max_mb', '--data', 'runs.csv').out).toBe(
      '5 rows: least 1 MiB, median 1500 MiB, mean 1380.2 MiB, greatest 2000 MiB\n',
    )
    expect(json(formula('eval', 'cpu_max * `x y`', '--data', 'runs.jsonl', '--each', '--json').out)).toMatchObject({
      rows: 3,
      missing: 2,
      values: [null, 90, null],
      absent: [],
    })
    expect(json(formula('eval', 'max(times) + cpu_max', '--data', 'runs.json', '--json').out)).toMatchObject({
      rows: 2,
      missing: 1,
      numbers: { mean: 99 },
    })
    expect(hydra.run(['formula', 'eval', 'cpu_max > 1', '--data', '-'], { cwd, input: '{"cpu_max": 2}' }).out).toBe(
      'true in 1 of 1 row: first in row 1, last in row 1\n',
    )
  })

  test('a column that is not there is warned of', () =>
    expect(formula('eval', 'cpu_avg > 1', '--data', 'runs.csv')).toMatchObject({
      code: 0,
      err: expect.stringContaining('the data have no cpu_avg'),
    }))

  test.each([
    [['eval', 'cpu_max', '--data', 'nowhere.csv'], 3, 'HYD-6002'],
    [['eval', 'cpu_max', '--data', 'wrong.csv'], 2, 'HYD-2006'],
    [['eval', 'cpu_max', '--data', 'runs.csv', '--values', 'cpu_max=1'], 2, 'HYD-1003'],
  ] as const)('%j ends with %i', (words, code, message) =>
    expect(formula(...words)).toMatchObject({ code, out: '', err: expect.stringContaining(message) }),
  )

  test.each(['', '[1]', '{"a": 1', '{"a": 1}\n[2]', 'a,b\n1', 'a,a\n1,2', 'a\n"x', 'a\n"x"y'])('%j is refused', (input) => {
    const result = hydra.run(['formula', 'eval', '1', '--data', '-'], { cwd, input })
    expect(result).toMatchObject({ code: 2, err: expect.stringContaining('HYD-1003 --data must be') })
  })
})

describe('parts', () => {
  test('CSV', () => {
    expect(readCsv('a,b\r\n1,"x\n""y"""\r\n,\r\n')).toEqual({ names: ['a', 'b'], rows: [['1', 'x\n"y"'], ['', '']] }) // prettier-ignore
    expect(readCsv('a\n1\n\n2')).toEqual({ names: ['a'], rows: [['1'], ['2']] })
    expect(thrown(() => readCsv('a,b\n1,2,3'))).toMatchObject({ code: 'HYD-1003' })
  })

  test('runs of true', () => {
    expect(outcomeOf([true, undefined, true, true, false], 'boolean').fired).toEqual({
      count: 3,
      first: 1,
      last: 4,
      longest: 2,
      longestFrom: 3,
    })
    expect(outcomeOf([false], 'boolean').fired).toEqual({
      count: 0,
      first: undefined,
      last: undefined,
      longest: 0,
      longestFrom: undefined,
    })
  })
})
