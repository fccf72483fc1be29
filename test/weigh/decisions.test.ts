/** New weights against old ones by logged picks: what decides, what is left out, what is refused; and picks of real selectors. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { create, type Random } from '../../src/reference/random/sfc32.ts'
import { createSelector, type Decision, type SelectorOptions } from '../../src/select/index.ts'
import { joinDecisions, validateWeights, type LoggedDecision } from '../../src/weigh/index.ts'
import { thrown } from '../support/thrown.ts'

type Shares = Readonly<Record<string, number>>

const success = { a: 0.99, b: 0.95, c: 0.9, d: 0.5 }
const total = 0.99 + 0.95 + 0.9 + 0.5
const shares: Shares = { a: 0.99 / total, b: 0.95 / total, c: 0.9 / total, d: 0.5 / total }
const chosen: Shares = { a: 0.7, b: 0.15, c: 0.1, d: 0.05 }

function draw(random: Random, of: Shares): string {
  let left = random.float()
  for (const [name, share] of Object.entries(of)) if ((left -= share) < 0) return name
  return Object.keys(of).at(-1)!
}

function logOf(count: number, logging: Shares, rates: Shares, seed: number): LoggedDecision[] {
  const random = create(seed, 'decisions')
  return Array.from({ length: count }, () => {
    const head = draw(random, logging)
    return { head, probability: logging[head]!, reward: Number(random.float() < rates[head]!) }
  })
}

/** Value of weights where picks are free. */
const valueOf = (weights: Shares, rates: Shares): number =>
  Object.entries(weights).reduce((sum, [name, share]) => sum + share * rates[name]!, 0)

describe('figures', () => {
  const decisions = logOf(400, shares, success, 5)

  test('ips, snips, dr, gain and effective sample are those of the formulas', () => {
    const w = decisions.map(({ head, probability }) => chosen[head]! / probability)
    const r = decisions.map(({ reward }) => reward!)
    const mean = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0) / list.length
    const q = (t: number, name: string): number => {
      const own = decisions.slice(0, t).filter(({ head }) => head === name)
      return (0.5 + own.reduce((sum, { reward }) => sum + reward!, 0)) / (own.length + 1)
    }
    const dr = decisions.map(({ head }, t) => {
      const expected = Object.entries(chosen).reduce((sum, [name, share]) => sum + share * q(t, name), 0)
      return expected + w[t]! * (r[t]! - q(t, head))
    })
    const gain = decisions.map(({ head, probability }, t) => {
      const baseline = (0.5 + r.slice(0, t).reduce((sum, x) => sum + x, 0)) / (t + 1)
      return ((chosen[head]! - shares[head]!) / probability) * (r[t]! - baseline)
    })
    const found = validateWeights({ decisions, before: shares, after: chosen })
    expect(found.ips).toBeCloseTo(mean(w.map((x, t) => x * r[t]!)), 12)
    expect(found.snips).toBeCloseTo(mean(w.map((x, t) => x * r[t]!)) / mean(w), 12)
    expect(found.dr).toBeCloseTo(mean(dr), 12)
    expect(found.gain).toBeCloseTo(mean(gain), 12)
    expect(found.effectiveSample).toBeCloseTo((400 * mean(w)) ** 2 / (400 * mean(w.map((x) => x * x))), 9)
    expect(found).toMatchObject({ verdict: 'better', decisions: 400, alpha: 0.05, needed: undefined })
    expect(found.reason).toMatch(/^better: the reward of a pick rises by 0\.\d{4} \(0\.\d{4} to 0\.\d{4}, 95 % sure at every look\), from 400 picks$/) // prettier-ignore
  })

  test('both engines say the same', () => {
    const [a, b] = (['native', 'reference'] as const).map((engine) =>
      validateWeights({ decisions, before: shares, after: chosen, engine }),
    )
    expect(a).toStrictEqual(b)
  })

  test('before is equal weights when left out', () => {
    const equal = { a: 0.25, b: 0.25, c: 0.25, d: 0.25 }
    expect(validateWeights({ decisions, after: chosen })).toStrictEqual(validateWeights({ decisions, before: equal, after: chosen })) // prettier-ignore
  })
})

describe('laws', () => {
  const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 }).map((list): Shares => {
    const sum = list.reduce((a, b) => a + b)
    return { x: list[0]! / sum, y: list[1]! / sum, z: list[2]! / sum }
  })
  const rates = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }).map(([x, y, z]): Shares => ({ x: x!, y: y!, z: z! })) // prettier-ignore
  const cases = fc.tuple(weights, weights, weights, rates, fc.nat(1000))

  test('equal weights gain nothing', () => {
    fc.assert(
      fc.property(cases, ([logging, before, , given, seed]) => {
        const decisions = logOf(600, logging, given, seed)
        const found = validateWeights({ decisions, before, after: before })
        expect(['undecided', 'refused']).toContain(found.verdict)
        if (found.verdict === 'undecided') expect([found.gain, found.interval]).toEqual([0, [0, 0]])
      }),
      { numRuns: 40 },
    )
  })

  test('before and after the other way about turn the gain about', () => {
    fc.assert(
      fc.property(cases, ([logging, before, after, given, seed]) => {
        const decisions = logOf(600, logging, given, seed)
        const there = validateWeights({ decisions, before, after })
        const back = validateWeights({ decisions, before: after, after: before })
        if (there.interval === undefined || back.interval === undefined) return
        expect(back.gain).toBeCloseTo(-there.gain!, 12)
        expect(back.interval[0]).toBeCloseTo(-there.interval[1], 9)
        expect(back.interval[1]).toBeCloseTo(-there.interval[0], 9)
      }),
      { numRuns: 40 },
    )
  })

  test('names of heads, and the order in which weights list them, change nothing', () => {
    const names: Readonly<Record<string, string>> = { x: '__proto__', y: '', z: 'constructor' }
    const renamed = (list: Shares): Map<string, number> => new Map(Object.entries(list).reverse().map(([name, share]) => [names[name]!, share])) // prettier-ignore
    fc.assert(
      fc.property(cases, ([logging, before, after, given, seed]) => {
        const decisions = logOf(300, logging, given, seed)
        const other = decisions.map((decision) => ({ ...decision, head: names[decision.head]! }))
        const { reason, dr, ...own } = validateWeights({ decisions, before, after })
        const { reason: text, dr: robust, ...same } = validateWeights({ decisions: other, before: renamed(before), after: renamed(after) }) // prettier-ignore
        expect(same).toStrictEqual(own)
        if (own.ips !== undefined) expect([text, robust]).toEqual([reason, expect.closeTo(dr!, 12)])
      }),
      { numRuns: 40 },
    )
  })

  test('half the reward is half the value', () => {
    fc.assert(
      fc.property(cases, ([logging, before, after, given, seed]) => {
        const decisions = logOf(300, logging, given, seed)
        const halves = decisions.map((decision) => ({ ...decision, reward: decision.reward! / 2 }))
        const [whole, half] = [decisions, halves].map((list) => validateWeights({ decisions: list, before, after }))
        if (whole!.ips === undefined) return
        expect([half!.ips, half!.snips]).toEqual([whole!.ips / 2, whole!.snips! / 2])
        expect(half!.effectiveSample).toBe(whole!.effectiveSample)
      }),
      { numRuns: 40 },
    )
  })
})

/** The whole simulation: node bench/run.mjs validate. */
describe('how many decisions it takes', () => {
  const countOf = (runs: number, judge: (run: number) => string, verdict: string): number =>
    Array.from({ length: runs }, (_, run) => judge(run)).filter((found) => found === verdict).length

  test('a gain of .07 is proven from 500, mostly from 200', () => {
    const judge = (count: number) => (run: number): string =>
      validateWeights({ decisions: logOf(count, shares, success, run), before: shares, after: chosen }).verdict // prettier-ignore
    expect(countOf(40, judge(200), 'better')).toBeGreaterThanOrEqual(24)
    expect(countOf(40, judge(500), 'better')).toBeGreaterThanOrEqual(39)
  })

  test('the reverse is called worse from 500', () => {
    const judge = (run: number): string =>
      validateWeights({ decisions: logOf(500, chosen, success, run), before: chosen, after: shares }).verdict
    expect(countOf(40, judge, 'worse')).toBeGreaterThanOrEqual(38)
  })

  test('equal heads are hardly ever told apart', () => {
    for (const level of [0.5, 0.9, 0.99]) {
      const rates = { a: level, b: level, c: level, d: level }
      const judge = (run: number): string =>
        validateWeights({ decisions: logOf(500, shares, rates, run), before: shares, after: chosen }).verdict
      // Alpha is .05; seen are 0 to 2 %.
      expect(150 - countOf(150, judge, 'undecided')).toBeLessThanOrEqual(7)
    }
  })

  test('an undecided answer says how many more decide, and so many do, roughly', () => {
    const decisions = logOf(3000, shares, { a: 0.62, b: 0.6, c: 0.58, d: 0.5 }, 3)
    const some = validateWeights({ decisions: decisions.slice(0, 300), before: shares, after: chosen })
    expect(some.verdict).toBe('undecided')
    expect(some.needed).toBeGreaterThan(100)
    expect(some.reason).toMatch(/about \d+ picks more would decide$/)
    expect(validateWeights({ decisions, before: shares, after: chosen }).verdict).toBe('better')
  })
})

describe('what is left out', () => {
  const decisions = logOf(500, shares, success, 8)

  test('probes, degraded picks and picks without a reward change nothing', () => {
    const more: LoggedDecision[] = [
      { head: 'd', probability: 1, reward: 0, probe: true },
      { head: 'd', probability: 0.1, reward: 0, degraded: true },
      { head: 'd', probability: 0.1 },
      { head: 'a', probability: 1, reward: 1 },
    ]
    const { leftOut, ...own } = validateWeights({ decisions, before: shares, after: chosen })
    const { leftOut: out, ...same } = validateWeights({ decisions: [...more, ...decisions], before: shares, after: chosen })
    expect(same).toStrictEqual(own)
    expect(leftOut).toEqual({ probes: 0, degraded: 0, unobserved: 0, certain: 0, excluded: 0 })
    expect(out).toEqual({ probes: 1, degraded: 1, unobserved: 1, certain: 1, excluded: 0 })
  })

  test('where heads were excluded both weights are scaled among the others', () => {
    const restricted = (weights: Shares, out: readonly string[]): Shares => {
      const left = Object.entries(weights).filter(([name]) => !out.includes(name))
      const sum = left.reduce((all, [, share]) => all + share, 0)
      return Object.fromEntries(left.map(([name, share]) => [name, share / sum]))
    }
    const random = create(3, 'excluded')
    const sets = [[], ['a'], ['c', 'd']]
    let [truth, missed] = [0, 0]
    for (let run = 0; run < 40; run += 1) {
      truth = 0
      const logged = Array.from({ length: 1000 }, (_, t): LoggedDecision => {
        const excluded = sets[t % 3]!
        const [logging, before, after] = [shares, shares, chosen].map((weights) => restricted(weights, excluded))
        truth += (valueOf(after!, success) - valueOf(before!, success)) / 1000
        const head = draw(random, logging!)
        return { head, probability: logging![head]!, excluded, reward: Number(random.float() < success[head as 'a']) }
      })
      const { interval, verdict } = validateWeights({ decisions: logged, before: shares, after: chosen })
      expect(verdict).not.toBe('refused')
      if (interval === undefined || interval[0] > truth || interval[1] < truth) missed += 1
    }
    expect(missed).toBeLessThanOrEqual(3)
    const none = { head: 'e', probability: 0.5, reward: 1, excluded: ['a', 'b', 'c', 'd'] }
    expect(validateWeights({ decisions: [...decisions, none], before: shares, after: chosen }).leftOut.excluded).toBe(1)
  })
})

describe('what is refused', () => {
  const weights = (after: Shares, before: Shares = shares): { before: Shares; after: Shares } => ({ before, after })

  test('a head that shall get a share and was never picked, or shall lose one', () => {
    const decisions = logOf(500, { a: 0.5, b: 0.5 }, success, 1)
    const gets = validateWeights({ decisions, ...weights({ a: 0.5, b: 0.4, c: 0.1 }, { a: 0.5, b: 0.5 }) })
    expect(gets).toMatchObject({ verdict: 'refused', gain: undefined, interval: undefined, ips: undefined, dr: undefined })
    expect(gets.reason).toMatch(/^refused: head c has weight and was never picked/)
    const loses = validateWeights({ decisions, ...weights({ a: 0.5, b: 0.5 }, { a: 0.4, b: 0.4, c: 0.2 }) })
    expect(loses.verdict).toBe('refused')
  })

  test('a log without chance', () => {
    const decisions = logOf(500, shares, success, 1).map((decision) => ({ ...decision, probability: 1 }))
    const found = validateWeights({ decisions, ...weights(chosen) })
    expect(found).toMatchObject({ verdict: 'refused', decisions: 0, leftOut: { certain: 500 } })
    expect(found.reason).toMatch(/every pick was certain/)
  })

  test('a pick that counts more than 100 times', () => {
    const decisions = [...logOf(500, { a: 0.999, b: 0.001 }, success, 1), { head: 'b', probability: 0.001, reward: 1 }]
    expect(validateWeights({ decisions, ...weights({ a: 0.5, b: 0.5 }, { a: 0.9, b: 0.1 }) }).reason).toMatch(/^refused: a pick counts up to 400 times/) // prettier-ignore
  })

  test('a log that is worth fewer than 100 picks says how many more would do', () => {
    const found = validateWeights({ decisions: logOf(90, shares, success, 1), ...weights(chosen) })
    expect(found.verdict).toBe('refused')
    expect(found.needed).toBeGreaterThanOrEqual(60)
    expect(found.ips).toBeGreaterThan(0.5)
    expect(found.reason).toMatch(/worth \d+(\.\d+)? picks under the new weights, 100 are needed; about \d+ picks more would do$/)
  })

  test('probabilities that are not those of the picks', () => {
    const decisions = logOf(2000, shares, success, 2).map((decision) => ({ ...decision, probability: chosen[decision.head]! }))
    expect(validateWeights({ decisions, ...weights(chosen) }).reason).toMatch(/^refused: \(after - before\) \/ probability is -?0\.\d+ on average/) // prettier-ignore
  })
})

describe('the probabilities of all heads', () => {
  const decisions = logOf(600, shares, success, 4)
  const probabilities = new Map(Object.entries(shares))

  test('tell that a head could have been picked, and how much a pick may count', () => {
    const [first, second] = [{ x: 0.99, y: 0.01 }, { x: 0.96, y: 0.04 }] // prettier-ignore
    const logged = logOf(120, first, { x: 0.5, y: 0.5 }, 1).map((decision) => ({ ...decision, head: 'x', probability: 0.99 }))
    expect(validateWeights({ decisions: logged, before: first, after: second }).reason).toMatch(/head y has weight and was never picked/) // prettier-ignore
    const told = logged.map((decision) => ({ ...decision, probabilities: new Map(Object.entries(first)) }))
    expect(validateWeights({ decisions: told, before: first, after: second }).verdict).toBe('undecided')
    expect(validateWeights({ decisions: told, before: first, after: { x: 0, y: 1 } }).reason).toMatch(/worth 0 picks/)
    const few = logged.map((decision) => ({ ...decision, probability: 0.999, probabilities: new Map([['x', 0.999], ['y', 0.001]]) })) // prettier-ignore
    expect(validateWeights({ decisions: few, before: first, after: { x: 0.8, y: 0.2 } }).reason).toMatch(/up to 190 times/)
  })

  test('change nothing where every head was picked', () => {
    const told = decisions.map((decision) => ({ ...decision, probabilities }))
    expect(validateWeights({ decisions: told, before: shares, after: chosen })).toStrictEqual(
      validateWeights({ decisions, before: shares, after: chosen }),
    )
  })

  test('that are not those of the pick are not believed; picks that another head could not have been are left out', () => {
    const wrong = new Map(Object.entries(chosen))
    const out = new Map(Object.entries({ a: 0.5, b: 0.5 }))
    const extra = [
      { head: 'a', probability: shares['a']!, reward: 1, probabilities: wrong },
      { head: 'a', probability: 0.5, reward: 1, probabilities: out },
    ]
    const found = validateWeights({ decisions: [...decisions, ...extra], before: shares, after: chosen })
    expect([found.decisions, found.leftOut.certain]).toEqual([601, 1])
  })
})

test.each([
  ['no decisions', []],
  ['only probes', [{ head: 'a', probability: 1, reward: 1, probe: true }]],
  ['a reward above 1', [{ head: 'a', probability: 0.5, reward: 1.5 }]],
  ['a reward that is no number', [{ head: 'a', probability: 0.5, reward: NaN }]],
  ['a probability of 0', [{ head: 'a', probability: 0, reward: 1 }]],
  ['no probability', [{ head: 'a', reward: 1 }]],
  ['no head', [{ probability: 0.5, reward: 1 }]],
  ['a hole', new Array<undefined>(1)],
  ['excluded that is no list', [{ head: 'a', probability: 0.5, reward: 1, excluded: 'a' }]],
  ['a flag that is none', [{ head: 'a', probability: 0.5, reward: 1, probe: 'no' }]],
  ['probabilities as a record', [{ head: 'a', probability: 0.5, reward: 1, probabilities: { a: 1 } }]],
])('HYD-5014: %s', (_, decisions) => {
  const deed = () => validateWeights({ decisions: decisions as LoggedDecision[], after: { a: 1 } })
  expect(thrown(deed)).toMatchObject({ code: 'HYD-5014' })
})

test.each([
  ['HYD-1003', { decisions: 7, after: { a: 1 } }],
  ['HYD-1003', { decisions: [], after: 7 }],
  ['HYD-1003', { decisions: [], after: { a: 1 }, alpha: 1 }],
  ['HYD-1002', { decisions: [], after: { a: 1 }, beta: 1 }],
  ['HYD-5001', { decisions: [], after: { a: 0.5 } }],
  ['HYD-5001', { decisions: [], after: { a: 1 }, before: { a: 2 } }],
])('%s: %o', (code, options) => {
  expect(thrown(() => validateWeights(options as never))).toMatchObject({ code })
})

describe('picks of a selector', () => {
  /** Picks, with what onDecision told of them and what came of them. */
  function served(count: number, options: SelectorOptions, seed: number): LoggedDecision[] {
    const told: Decision[] = []
    const random = create(seed, 'served')
    const selector = createSelector({ heads: ['a', 'b', 'c', 'd'], seed, onDecision: (decision) => told.push(decision), ...options }) // prettier-ignore
    const rewards = Array.from({ length: count }, () => {
      const pick = selector.pick()
      const ok = random.float() < success[pick.head as 'a']
      selector.observe(pick, { ok })
      return Number(ok)
    })
    return told.map(({ head, probability, excluded, probe, degraded }, i) => ({ head, probability, excluded, probe, degraded, reward: rewards[i] })) // prettier-ignore
  }

  const even = { a: 0.25, b: 0.25, c: 0.25, d: 0.25 }
  const gain = valueOf(chosen, success) - valueOf(even, success)

  test.each([
    ['inverse-gap, a tenth of the picks explores', { policy: 'inverse-gap', explore: 0.1, ejection: false }, 3000],
    ['thompson, a tenth of the picks explores', { policy: 'thompson', explore: 0.1, ejection: false }, 6000],
    ['weighted', { policy: 'weighted', weights: even, ejection: false }, 1000],
  ] as const)('%s: the better weights are found, and the interval holds the true gain', (_, options, count) => {
    let [better, worse, missed] = [0, 0, 0]
    for (let seed = 1; seed <= 10; seed += 1) {
      const decisions = served(count, options, seed)
      const up = validateWeights({ decisions, before: even, after: chosen })
      const down = validateWeights({ decisions, before: chosen, after: even })
      if (up.verdict === 'better') better += 1
      if (down.verdict === 'worse') worse += 1
      if (up.interval !== undefined && (up.interval[0] > gain || up.interval[1] < gain)) missed += 1
    }
    // Alpha is .05; of 300 seeds 4 and 2 missed.
    expect(missed).toBeLessThanOrEqual(1)
    expect([better >= 8, worse >= 8], `${better} better, ${worse} worse`).toEqual([true, true])
  })

  test.each(['inverse-gap', 'thompson'] as const)(
    '%s as it is: heads are rarely tried, so it takes longer, and no claim is wrong',
    (policy) => {
      const found = Array.from({ length: 10 }, (_, seed) =>
        validateWeights({ decisions: served(2000, { policy, ejection: false }, seed), before: even, after: chosen }),
      )
      expect(found.filter(({ verdict }) => verdict === 'worse')).toEqual([])
      const intervals = found.flatMap(({ interval }) => (interval === undefined ? [] : [interval]))
      expect(intervals.length).toBeGreaterThan(5)
      expect(intervals.filter(([low, high]) => low > gain || high < gain)).toEqual([])
    },
  )

  test('a policy that decides without chance is refused', () => {
    const decisions = served(500, { policy: 'ucb1', explore: 0, ejection: false }, 1)
    expect(validateWeights({ decisions, before: even, after: chosen }).verdict).toBe('refused')
  })
})

describe('the log of a selector, joined', () => {
  test('decisions, observations and revisions become decisions; what nothing came of is not listed', () => {
    const records: object[] = []
    const push = (kind: string) => (record: object) => void records.push({ kind, ...record })
    const hooks = { onDecision: push('decision'), onObservation: push('observation'), onRevision: push('revision') }
    const selector = createSelector({ heads: ['a', 'b', 'c'], policy: 'inverse-gap', seed: 5, reward: 'success', ejection: false, ...hooks }) // prettier-ignore
    const expected: LoggedDecision[] = []
    for (let i = 0; i < 300; i += 1) {
      const excluded = i % 5 === 0 ? ['b'] : []
      const { head, probability, ...pick } = selector.pick({ exclude: excluded, ...(i % 3 === 0 && { context: 'k' }) })
      if (i % 7 === 3) continue
      const reward = i % 11 === 5 ? undefined : Number(head === 'a' || i % 2 === 0)
      selector.observe({ head, probability, ...pick }, reward === undefined ? { abandoned: true } : { ok: reward === 1 })
      expected.push({ head, probability, excluded, probe: false, degraded: false, reward })
    }
    const joined = joinDecisions(records)
    expect(joined).toMatchObject(expected)
    const plain = joined.filter(({ probability }) => probability < 1)
    // Untried heads come first, for sure; of all other picks the logged vector, restricted to the heads that were in, has the probability.
    expect(plain.length).toBeGreaterThan(joined.length - 8)
    for (const { head, probability, probabilities, excluded } of plain) {
      const mass = [...probabilities!].reduce((sum, [name, p]) => (excluded!.includes(name) ? sum : sum + p), 0)
      expect(probabilities!.get(head)! / mass).toBeCloseTo(probability, 12)
    }
  })

  test('records without a kind are decisions already', () => {
    const record = { head: 'a', probability: 0.5, reward: 1, probabilities: { a: 0.5, b: 0.5 } }
    expect(joinDecisions([record, { ...record, reward: null }, { kind: 'else' }])).toMatchObject([
      { head: 'a', probability: 0.5, reward: 1, probabilities: new Map(Object.entries({ a: 0.5, b: 0.5 })) },
      { reward: undefined },
    ])
  })
})
