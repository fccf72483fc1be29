/** Epochs: heads and loops made anew, the twin, the pace. */
import { describe, expect, test } from 'vitest'
import { isHydraError, onWarning } from '../../src/errors/index.ts'
import { epochsOfBudget, epochsOfTrials, paceOfBudget, paceOfTrials } from '../../src/measure/epoch.ts'
import { rebuild } from '../../src/measure/head/rebuild.ts'
import { profile } from '../../src/measure/index.ts'
import { stepOf } from '../../src/measure/self-check.ts'

onWarning(() => undefined)
/** A function that needs nothing from outside itself, as people write them. */
// eslint-disable-next-line no-new-func, @typescript-eslint/no-implied-eval -- a test runner may instrument what stands in this file
const alone = new Function(
  'return (n) => { let h = 7; for (let i = 0; i < 50; i += 1) h = (Math.imul(h, 31) + i) | 0; return h }',
)() as () => number
const url = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`

describe('copies of a function', () => {
  const define = (text: string): never => {
    // eslint-disable-next-line no-new-func, @typescript-eslint/no-implied-eval -- as above
    return new Function(`return ${text}`)() as never
  }
  test.each([
    ['an arrow', '(x) => x + 1'],
    ['a function', 'function plus(x) { return x + 1 }'],
    ['a method', '({ plus(x) { return x + 1 } }).plus'],
    [
      'a computed method',
      '({ ["pl" + "us"](x) { return x + 1 } }).plus'.replace('["pl" + "us"]', '"a b"').replace('.plus', '["a b"]'),
    ],
  ])('%s is compiled anew and does the same', (_, text) => {
    const original = define(text)
    const copy = rebuild(original)
    expect(copy?.(41, undefined)).toBe(42)
    expect(copy).not.toBe(original)
  })

  test.each([
    ['native', Math.abs], ['bound', (define('(x) => x') as () => unknown).bind(undefined)], ['a class', define('class A {}')],
    ['asynchronous', define('async () => 1')], ['a generator', define('function* () {}')],
  ])('%s has none', (_, run) => expect(rebuild(run as never)).toBeUndefined()) // prettier-ignore
})

describe('heads made anew', () => {
  test('those that need nothing from outside are, in every epoch; closures are not', async () => {
    let outside = 0
    const closed = (): number => (outside += 1)
    const study = await profile({ heads: { alone, closed }, trials: 40 })
    expect(study.heads['alone']).toMatchObject({ rebuilt: true, summary: { successes: 40 } })
    expect(study.heads['closed']).toMatchObject({ rebuilt: false, summary: { successes: 40 } })
    expect(new Set(study.heads['alone']!.columns.epoch).size).toBe(epochsOfTrials(40))
  })

  test('a copy that answers otherwise is not used', async () => {
    const heads = { random: define(`() => Math.random()`) }
    const study = await profile({ heads, trials: 10 })
    expect(study.heads['random']).toMatchObject({ rebuilt: false, summary: { successes: 10 } })
  })

  test('a name from outside that is needed late costs no trial', async () => {
    const late = define(`(() => { const outside = 1; return (state) => (state.calls += 1) > 400000 ? outside : 1 })()`)
    const study = await profile({ heads: { late }, inputs: [{ calls: 0 }], trials: 60 })
    expect(study.heads['late']).toMatchObject({ rebuilt: false, summary: { trials: 60, successes: 60 }, failures: { error: 0 } })
  })

  test('modules are loaded again, 16 times at most, and hand over no state', async () => {
    const seen = globalThis as { hydraLoads?: number }
    seen.hydraLoads = 0
    const code = `globalThis.hydraLoads += 1; let own = 0; export default () => { own += 1; return own > 0 }`
    const study = await profile({ heads: { module: { module: url(code) } }, trials: 200, verify: (output: boolean) => output })
    expect(study.heads['module']).toMatchObject({ rebuilt: true, summary: { successes: 200 } })
    expect(seen.hydraLoads).toBe(16)
  })

  test('a module that is set up stays as it is', async () => {
    const code = `let ready = false; export default { setup() { ready = true }, run: () => ready }`
    const study = await profile({ heads: { module: { module: url(code) } }, trials: 40, verify: (output: boolean) => output })
    expect(study.heads['module']).toMatchObject({ rebuilt: false, summary: { successes: 40 } })
  })

  /** It holds what it works on by itself, so that it can be copied. */
  class Tabled {
    table: number[] = []
    readonly run = define('({ run() { let sum = 0; for (const x of this.table) sum += x; return sum } }).run') as () => number
    readonly hooks: { readonly setup?: () => void; readonly teardown?: () => void }
    constructor(hooks: Tabled['hooks']) {
      this.hooks = hooks
    }
    setup(): void {
      this.hooks.setup?.()
      this.table = Array.from({ length: 50 }, (_, i) => i)
    }
    teardown(): void {
      this.hooks.teardown?.()
    }
  }

  test('what a head was set up with is made anew with it, torn down before', async () => {
    const deeds: string[] = []
    const head = new Tabled({ setup: () => void deeds.push('up'), teardown: () => void deeds.push('down') })
    const study = await profile({ heads: { head }, trials: 40, verify: (sum: number) => sum === 1225 })
    expect(study.heads['head']).toMatchObject({ rebuilt: true, summary: { successes: 40 } })
    expect(deeds).toEqual(Array.from({ length: epochsOfTrials(40) + 1 }, () => ['up', 'down']).flat())
  })

  test('one that takes long to set up is set up once', async () => {
    let setups = 0
    const setup = (): void => {
      setups += 1
      const until = performance.now() + 25
      while (performance.now() < until);
    }
    const study = await profile({ heads: { head: new Tabled({ setup }) }, trials: 40 })
    expect([study.heads['head']?.rebuilt, setups]).toEqual([true, 1])
  })

  test('a set-up that fails later costs the rest of its trials, and no other head any', async () => {
    let setups = 0
    const setup = (): void => {
      if ((setups += 1) > 3) throw new Error('no more')
    }
    const study = await profile({ heads: { head: new Tabled({ setup }), alone }, trials: 40 })
    const { summary, failures, firstFailures } = study.heads['head']!
    expect([summary.trials + failures.skipped, summary.trials > 0, summary.trials < 40]).toEqual([40, true, true])
    expect(firstFailures.at(-1)).toMatchObject({ code: 'HYD-3006', message: expect.stringContaining('no more') })
    expect(study.heads['alone']?.summary.successes).toBe(40)
  })

  test('`rebuild: false` keeps them; `true` refuses heads that have no copy, after tearing down', async () => {
    const kept = await profile({ heads: { alone }, trials: 40, rebuild: false })
    expect(kept.heads['alone']?.rebuilt).toBe(false)
    let tornDown = 0
    const heads = { closed: { run: () => tornDown, teardown: () => void (tornDown += 1) } }
    const error: unknown = await profile({ heads, trials: 4, rebuild: true }).catch((thrown: unknown) => thrown)
    expect(isHydraError(error) && [error.code, error.where]).toEqual(['HYD-1003', { option: 'rebuild', head: 'closed' }])
    expect(tornDown).toBe(1)
  })

  function define(text: string): never {
    // eslint-disable-next-line no-new-func, @typescript-eslint/no-implied-eval -- as above
    return new Function(`return ${text}`)() as never
  }
})

describe('the twin', () => {
  test('shares blocks with its head, two trials in each', async () => {
    const study = await profile({ heads: { alone }, trials: 64 })
    const { head, twin, rebuilt } = study.record.selfCheck!
    expect([head, rebuilt]).toEqual(['alone', true])
    const perBlock = new Map<number, number>()
    for (const block of twin.block) perBlock.set(block, (perBlock.get(block) ?? 0) + 1)
    expect([...perBlock.values()].every((count) => count === 2)).toBe(true)
    expect(study.heads['alone']?.summary.trials).toBe(64)
  })

  test('is left out where nobody wants it, and where no head answers at once', async () => {
    const without = await profile({ heads: { alone }, trials: 20, selfCheck: false })
    const waiting = await profile({ heads: { wait: () => Promise.resolve(1) }, trials: 4 })
    expect([without.record.selfCheck, waiting.record.selfCheck]).toEqual([undefined, undefined])
  })

  test('takes part in as many blocks as its share allows', () => {
    expect(stepOf(4, 2, 1000, 0.1)).toBe(5)
    expect(stepOf(4, 2, 100, 0.1)).toBe(1)
    expect(stepOf(1000, 2, 1000, 0.1)).toBe(1)
    expect(stepOf(2, 2, 1e6, 0.1)).toBe(10)
  })
})

describe('the pace', () => {
  test.each([[1, 1], [10, 1], [32, 4], [100, 12], [1e6, 16]])('%d trials: %d epochs', (trials, epochs) => {
    expect(epochsOfTrials(trials)).toBe(epochs)
  }) // prettier-ignore

  test.each([[400, 0.4, 12], [100, 0.4, 8], [10_000, 0.4, 40], [400, 40, 2], [400, 1000, 1]])(
    'a budget of %d ms, blocks of %d ms: %d epochs', (budgetMs, blockMs, epochs) => {
      expect(epochsOfBudget(budgetMs, blockMs)).toBe(epochs)
    }) // prettier-ignore

  test('epochs of trials take all blocks, about the same number each', () => {
    for (const trials of [1, 2, 7, 40, 101]) {
      const pace = paceOfTrials(trials, epochsOfTrials(trials))
      const counts: number[] = []
      let block = 0
      for (let epoch = 0; epoch < pace.epochs; epoch += 1) {
        const first = block
        do block += 1
        while (pace.goesOn(epoch, block - first, block))
        counts.push(block - first)
      }
      expect(block).toBe(Math.ceil(trials / 2))
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2) // prettier-ignore
    }
  })

  test('epochs of a budget end with their share of it, but not before three blocks; late, there are fewer', () => {
    let at = 0
    const pace = paceOfBudget(4, () => 400 - at)
    const counts: number[] = []
    for (let epoch = 0; epoch < 4 && pace.begins(epoch); epoch += 1) {
      expect(pace.warming(2).mostMs).toBeLessThanOrEqual(25)
      let blocks = 0
      do {
        at += epoch === 1 ? 60 : 10
        blocks += 1
      } while (pace.goesOn(epoch, blocks, 0))
      counts.push(blocks)
    }
    expect(counts).toEqual([10, 3, 12])
  })
})
