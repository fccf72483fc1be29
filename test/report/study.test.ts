import { describe, expect, test } from 'vitest'
import {
  fastestHead,
  failureSentence,
  plain,
  studyPlot,
  studyTable,
  tooFewNote,
  trialsForVerdicts,
  verdictLines,
  verdictSentence,
} from '../../src/report/index.ts'
import { paretoFront, type Comparison, type Study } from '../../src/study/index.ts'
import { around, sampleStudy } from './sample.ts'

const frontOf = (study: Study): string[] => paretoFront(study.names.map((name) => study.heads[name]!))
const codecs = sampleStudy([
  { name: 'brotli-5', wallMs: around(1.87, 100), bytes: 11_200 },
  { name: 'gzip-6', wallMs: around(1.23, 100), bytes: 12_345 },
  { name: 'deflate-6', wallMs: around(1.232, 100), bytes: 12_327 },
  { name: '壓縮 🗜️', wallMs: around(45.6, 100), outcome: around(0, 100).map((_, index) => (index < 3 ? 1 : 0)), bytes: 9_900 },
  { name: 'never', wallMs: around(5, 100), outcome: around(3, 100).map(() => 3) },
])

describe('the table of a study', () => {
  test('fastest first, heads without a success last, figures aligned', () => {
    expect(`\n${studyTable(codecs, { front: frontOf(codecs) }).join('\n')}\n`).toMatchInlineSnapshot(`
      "
           head                   success  median ms  [95 %]          time    p95  distribution      bytes
        ◆  gzip-6                   100 %       1.23  [1.23, 1.23]   1.00x   1.25  █               12.3 kB
        ◆  deflate-6                100 %       1.23  [1.23, 1.24]  1.002x   1.26  █               12.3 kB
        ◆  brotli-5                 100 %       1.87  [1.86, 1.88]   1.52x   1.91   █              11.2 kB
        ◆  壓縮 🗜️    97.0 % [91.5, 99.0]      45.6   [45.4, 45.8]   37.1x  46.5                █  9.90 kB
           never           0 % [0.0, 3.7]          –                            –                        –
        p95 of calls; distribution from 1.21 ms to 46.5 ms, logarithmic, clipped at p1 and p99 of each
          head
        ◆ on the Pareto front: no other head is at least as good in time and bytes together
      "
    `)
  })

  test('no mark and no metric columns where only time was measured', () => {
    const study = sampleStudy([{ name: 'a', wallMs: around(1, 10) }, { name: 'b', wallMs: around(2, 10), cost: 0.25 }]) // prettier-ignore
    expect(`\n${studyTable(study, { front: ['a'] }).join('\n')}\n`).toMatchInlineSnapshot(`
      "
        head  trials  success  median ms  [95 %]         time   p95   p99  distribution               cost
        a         10    100 %       1.00  [0.99, 1.01]  1.00x  1.02  1.02  █                             –
        b         10    100 %       2.00  [1.97, 2.03]  2.00x  2.04  2.04                       ▅█  0.2500
        p95 and p99 of calls; distribution from 980 us to 2.04 ms, clipped at p1 and p99 of each head
      "
    `)
  })

  test('colours change nothing but colours', () => {
    const mark = (text: string): string => `<${text}>`
    const painted = studyTable(codecs, {
      front: frontOf(codecs),
      paint: { bold: mark, dim: mark, red: mark, green: mark, yellow: mark, cyan: mark },
    })
    const bare = painted.map((line) => line.replace(/[<>]/g, '').trimEnd())
    expect(bare).toEqual(studyTable(codecs, { front: frontOf(codecs), paint: plain }))
  })

  test('names as keys of Object.prototype are names', () => {
    const study = sampleStudy([{ name: '__proto__', wallMs: around(1, 10) }, { name: 'constructor', wallMs: around(2, 10) }]) // prettier-ignore
    expect(
      studyTable(study)
        .slice(0, 3)
        .map((line) => line.trim().split(' ')[0]),
    ).toEqual(['head', '__proto__', 'constructor'])
    expect(fastestHead(study)).toBe('__proto__')
  })
})

describe('verdicts in words', () => {
  const comparison: Comparison = { a: 'gzip-6', b: 'brotli-5', ratio: 1 / 1.52, interval: [1 / 1.55, 1 / 1.49], verdict: 'faster', margin: 0.01, confidence: 0.98, adjusted: 0.98, clock: 'wall', clockReason: '', pValue: 0.001, method: 'sign', blocks: 50, epochs: 1, rebuilt: false, paired: true } // prettier-ignore

  test('undecided for a reason that more trials do not change: the reason', () => {
    const reason = 'finer than the noise floor: a head and its twin differ by up to 2.00 % here'
    const open = { ...comparison, verdict: 'undecided', reason } as const
    expect(verdictSentence(open)).toContain(`; ${reason}`)
    expect(verdictSentence({ ...open, paired: false, reason: 'not interleaved' })).toContain('undecided, not interleaved')
  })

  test('faster', () =>
    expect(verdictSentence(comparison)).toBe('gzip-6 is 1.52x [1.49, 1.55] faster than brotli-5 (98 %, wall time)'))
  test('slower is turned round, so that the winner is named first', () => {
    const slower = { ...comparison, a: 'brotli-5', b: 'gzip-6', ratio: 1.52, interval: [1.49, 1.55], verdict: 'slower' } as const
    expect(verdictSentence(slower)).toBe('gzip-6 is 1.52x [1.49, 1.55] faster than brotli-5 (98 %, wall time)')
  })
  test('equivalent', () => {
    expect(verdictSentence({ ...comparison, ratio: 1, interval: [0.998, 1.004], verdict: 'equivalent' })).toBe(
      'gzip-6 and brotli-5 take the same time within 1 % [0.998, 1.004] (98 %, wall time)',
    )
  })
  test('undecided says what would decide', () => {
    expect(verdictSentence({ ...comparison, ratio: 1, interval: [0.97, 1.08], verdict: 'undecided', needed: 20 })).toBe(
      'gzip-6 and brotli-5: undecided, 1.00x [0.970, 1.08] (98 %, wall time); about 20 further blocks (40 trials of each) would tell',
    )
    expect(verdictSentence({ ...comparison, interval: undefined, verdict: 'undecided', blocks: 5, needed: 2 })).toBe(
      'gzip-6 and brotli-5: undecided: verdicts are possible from 14 good trials of both on',
    )
    expect(verdictSentence({ ...comparison, ratio: undefined, interval: undefined, verdict: 'undecided', blocks: 0 })).toBe(
      'gzip-6 and brotli-5: undecided: no block in which both succeeded',
    )
    expect(verdictSentence({ ...comparison, ratio: 1.01, interval: [0.9, 1.1], verdict: 'undecided', needed: 5e8 })).toBe(
      'gzip-6 and brotli-5: undecided, 1.010x [0.900, 1.10] (98 %, wall time); too close to tell apart by more trials',
    )
  })
  test('every head against the fastest, or every pair', () => {
    expect(verdictLines(codecs)).toEqual([
      '  98 % sure of all together, by wall time:',
      expect.stringMatching(/^ {2}gzip-6 is 1\.52x \[1\.\d\d, 1\.5\d\] faster than brotli-5$/),
      expect.stringMatching(/^ {2}gzip-6 is 37\.\dx \[37\.\d, 37\.\d\] faster than 壓縮 🗜️$/),
      expect.stringMatching(/^ {2}gzip-6 and deflate-6 take the same time within 1 % \[0\.99\d, 0\.99\d\]$/),
    ])
    expect(verdictLines(codecs, { all: true })).toHaveLength(7)
  })
  test('the number of trials that makes verdicts possible grows with the pairs', () => {
    expect([trialsForVerdicts(0.98), trialsForVerdicts(1 - 0.02 / 28)]).toEqual([14, 24])
  })
  test('too few trials are said, once there is something to compare', () => {
    const few = sampleStudy([{ name: 'a', wallMs: around(1, 10) }, { name: 'b', wallMs: around(2, 10) }]) // prettier-ignore
    expect(tooFewNote(few)).toBe('10 trials give figures; verdicts are possible from 14 trials on.')
    expect(tooFewNote(codecs)).toBeUndefined()
    expect(tooFewNote(sampleStudy([{ name: 'alone', wallMs: [1] }]))).toBeUndefined()
  })
})

test('failures are counted in words', () => {
  expect(failureSentence(codecs.heads['never']!)).toBe('0 of 100 right; 100 timeouts')
  expect(failureSentence(codecs.heads['壓縮 🗜️']!)).toBe('97 of 100 right; 3 wrong answers')
  expect(failureSentence(codecs.heads['gzip-6']!)).toBe('')
})

describe('the plot', () => {
  test('time to the right, the metric upwards, the front filled', () => {
    expect(`\n${studyPlot(codecs, frontOf(codecs), { columns: 80 }).join('\n')}\n`).toMatchInlineSnapshot(`
      "
          bytes   median time →
        12.3 kB │● gzip-6, deflate-6
                │
                │
                │       ● brotli-5
                │
                │
                │
        9.90 kB │                                                   壓縮 🗜️ ●
                └────────────────────────────────────────────────────────────
                 1.23 ms                                              45.6 ms
      "
    `)
  })
  test('points that coincide go into a legend', () => {
    const study = sampleStudy(['a', 'b', 'c'].map((name) => ({ name: name.repeat(20), wallMs: around(1, 10), bytes: 5 })))
    const lines = studyPlot(study, frontOf(study), { columns: 60 })
    expect(lines.at(-1)).toBe('  a ● aaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbb, cccccccccccccccccccc')
  })
  test('nothing without a metric or in a narrow terminal', () => {
    expect(studyPlot(sampleStudy(['a', 'b', 'c'].map((name) => ({ name, wallMs: [1, 2] }))), [])).toEqual([])
    expect(studyPlot(codecs, [], { columns: 40 })).toEqual([])
  })
})
