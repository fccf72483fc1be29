/** What people see of a study in a terminal: at several widths, in colours and without, in ASCII, with any names. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  asciiLine,
  inputWinners,
  metricWinners,
  noiseLines,
  plain,
  studyTable,
  textWidth,
  verdictLines,
  type Paint,
} from '../../src/report/index.ts'
import { studyLines } from '../../src/cli/show/study.ts'
import { around, sampleStudy, type SampleHead } from './sample.ts'

const marks = (text: string): string => `\u001b[1m${text}\u001b[22m`
const colours: Paint = { bold: marks, dim: marks, red: marks, green: marks, yellow: marks, cyan: marks }
const bare = (line: string): string => line.replaceAll(/\u001b\[\d+m/g, '')

/** Two inputs in turns; the last head is fast on the second only. */
const heads: readonly SampleHead[] = [
  { name: 'gzip-6', wallMs: around(1.23, 120), bytes: 12_345, inputs: 2, manner: { rebuilt: true } },
  { name: 'brotli-5', wallMs: around(1.87, 120), bytes: 11_200, inputs: 2, manner: { rebuilt: true, steady: false } },
  { name: '壓縮 🗜️', wallMs: around(4.56, 120, 0.3), bytes: 9_900, inputs: 2, manner: { rebuilt: false } },
  { name: 'two-faced', wallMs: around(2, 120).map((ms, i) => (Math.floor(i / 2) % 2 === 0 ? ms : ms / 4)), bytes: 13_000, inputs: 2, manner: { rebuilt: true } },
] // prettier-ignore
const inputs = [{ name: 'text' }, { name: 'image' }]
const study = sampleStudy(heads, { inputs })
const view = { paint: plain, verbose: false, columns: 100, sentences: 100 }

describe('the whole view', () => {
  test('in 60 columns', () => {
    expect(`\n${studyLines(study, { ...view, columns: 60, sentences: 60 }, 'Codecs').join('\n')}\n`).toMatchInlineSnapshot(`
      "
      Codecs

           head       median ms  [95 %]          time    bytes
        ◆  gzip-6          1.23  [1.23, 1.23]   1.00x  12.3 kB
           two-faced       1.23  [0.51, 1.98]  1.004x  13.0 kB
        ◆  brotli-5        1.87  [1.86, 1.88]   1.52x  11.2 kB
        ◆  壓縮 🗜️         4.56  [4.29, 4.83]   3.71x  9.90 kB
        ◆ on the Pareto front: no other head is at least as good
          in time and bytes together

          bytes   median time →
        13.0 kB │○ two-faced
                │● gzip-6
                │
                │
                │            ● brotli-5
                │
                │
        9.90 kB │                               壓縮 🗜️ ●
                └────────────────────────────────────────
                 1.23 ms                          4.56 ms

        98 % sure of all together, by wall time:
        gzip-6 is 1.52x [1.52, 1.52] faster than brotli-5
        gzip-6 is 3.71x [3.41, 4.01] faster than 壓縮 🗜️
        gzip-6 and two-faced: undecided, 1.23x [0.600, 2.52];
            about 914 further blocks (1828 trials of each) would
            tell

        metric  best      gzip-6   two-faced   brotli-5   壓縮 🗜️
        time    gzip-6 ?   1.00x      1.004x?     1.52x     3.71x
        bytes   壓縮 🗜️    1.25x       1.31x      1.13x     1.00x
        multiples of the best of each row; = the same within the
          margin, ? undecided

        time by input  best       gzip-6   two-faced   brotli-5
        text           gzip-6      1.00x       1.63x      1.52x
        image          two-faced   2.46x       1.00x      3.74x
        multiples of the best of each row; = the same within the
          margin, ? undecided; no room here for 1 more head
      "
    `)
  })
  test('in 80 columns', () => {
    expect(`\n${studyLines(study, { ...view, columns: 80, sentences: 80 }, 'Codecs').join('\n')}\n`).toMatchInlineSnapshot(`
      "
      Codecs

           head       median ms  [95 %]          time   p95    bytes  note
        ◆  gzip-6          1.23  [1.23, 1.23]   1.00x  1.25  12.3 kB
           two-faced       1.23  [0.51, 1.98]  1.004x  2.03  13.0 kB
        ◆  brotli-5        1.87  [1.86, 1.88]   1.52x  1.91  11.2 kB  not settled
        ◆  壓縮 🗜️         4.56  [4.29, 4.83]   3.71x  5.93  9.90 kB  kept
        p95 of calls
        not settled: its times still moved when its trials began
        kept: could not be made anew in every epoch, so its intervals are wider by
          what the place of its code can do
        ◆ on the Pareto front: no other head is at least as good in time and bytes
          together

          bytes   median time →
        13.0 kB │○ two-faced
                │● gzip-6
                │
                │
                │                   ● brotli-5
                │
                │
        9.90 kB │                                                   壓縮 🗜️ ●
                └────────────────────────────────────────────────────────────
                 1.23 ms                                              4.56 ms

        98 % sure of all together, by wall time:
        gzip-6 is 1.52x [1.52, 1.52] faster than brotli-5
        gzip-6 is 3.71x [3.41, 4.01] faster than 壓縮 🗜️
        gzip-6 and two-faced: undecided, 1.23x [0.600, 2.52]; about 914 further blocks
            (1828 trials of each) would tell

        metric  best      gzip-6   two-faced   brotli-5   壓縮 🗜️
        time    gzip-6 ?   1.00x      1.004x?     1.52x     3.71x
        bytes   壓縮 🗜️    1.25x       1.31x      1.13x     1.00x
        multiples of the best of each row; = the same within the margin, ? undecided

        time by input  best       gzip-6   two-faced   brotli-5   壓縮 🗜️
        text           gzip-6      1.00x       1.63x      1.52x     3.71x
        image          two-faced   2.46x       1.00x      3.74x     9.12x
        multiples of the best of each row; = the same within the margin, ? undecided
      "
    `)
  })
  test('in 120 columns', () => {
    expect(`\n${studyLines(study, { ...view, columns: 120, sentences: 120 }, 'Codecs').join('\n')}\n`).toMatchInlineSnapshot(`
      "
      Codecs

           head       trials  success  median ms  [95 %]          time   p95   p99  distribution            bytes  note
        ◆  gzip-6        120    100 %       1.23  [1.23, 1.23]   1.00x  1.25  1.25         █              12.3 kB
           two-faced     120    100 %       1.23  [0.51, 1.98]  1.004x  2.03  2.04  █          █          13.0 kB
        ◆  brotli-5      120    100 %       1.87  [1.86, 1.88]   1.52x  1.91  1.91            █           11.2 kB  not settled
        ◆  壓縮 🗜️       120    100 %       4.56  [4.29, 4.83]   3.71x  5.93  5.93                 ▆▆▆▆█  9.90 kB  kept
        p95 and p99 of calls; distribution from 490 us to 5.93 ms, logarithmic, clipped at p1 and p99 of each head
        not settled: its times still moved when its trials began
        kept: could not be made anew in every epoch, so its intervals are wider by what the place of its code can do
        ◆ on the Pareto front: no other head is at least as good in time and bytes together

          bytes   median time →
        13.0 kB │○ two-faced
                │● gzip-6
                │
                │
                │                       ● brotli-5
                │
                │
        9.90 kB │                                                               壓縮 🗜️ ●
                └────────────────────────────────────────────────────────────────────────
                 1.23 ms                                                          4.56 ms

        98 % sure of all together, by wall time:
        gzip-6 is 1.52x [1.52, 1.52] faster than brotli-5
        gzip-6 is 3.71x [3.41, 4.01] faster than 壓縮 🗜️
        gzip-6 and two-faced: undecided, 1.23x [0.600, 2.52]; about 914 further blocks (1828 trials of each) would tell

        metric  best      gzip-6   two-faced   brotli-5   壓縮 🗜️
        time    gzip-6 ?   1.00x      1.004x?     1.52x     3.71x
        bytes   壓縮 🗜️    1.25x       1.31x      1.13x     1.00x
        multiples of the best of each row; = the same within the margin, ? undecided

        time by input  best       gzip-6   two-faced   brotli-5   壓縮 🗜️
        text           gzip-6      1.00x       1.63x      1.52x     3.71x
        image          two-faced   2.46x       1.00x      3.74x     9.12x
        multiples of the best of each row; = the same within the margin, ? undecided
      "
    `)
  })
  test('in ASCII', () => {
    const lines = studyLines(study, { ...view, columns: 120, sentences: 120 }, 'Codecs')
    const ascii = lines.map(asciiLine)
    expect(ascii.filter((line) => /[^\x20-\x7e]/.test(line.replaceAll('壓縮 🗜️', '')))).toEqual([])
    expect(ascii.map(textWidth)).toEqual(lines.map(textWidth))
    expect(`\n${ascii.slice(1, 9).join('\n')}\n`).toMatchInlineSnapshot(`
      "

           head       trials  success  median ms  [95 %]          time   p95   p99  distribution            bytes  note
        *  gzip-6        120    100 %       1.23  [1.23, 1.23]   1.00x  1.25  1.25         #              12.3 kB
           two-faced     120    100 %       1.23  [0.51, 1.98]  1.004x  2.03  2.04  #          #          13.0 kB
        *  brotli-5      120    100 %       1.87  [1.86, 1.88]   1.52x  1.91  1.91            #           11.2 kB  not settled
        *  壓縮 🗜️       120    100 %       4.56  [4.29, 4.83]   3.71x  5.93  5.93                 ****#  9.90 kB  kept
        p95 and p99 of calls; distribution from 490 us to 5.93 ms, logarithmic, clipped at p1 and p99 of each head
        not settled: its times still moved when its trials began
      "
    `)
  })
  test.each([60, 80, 120])('colours change nothing but colours, in %s columns', (columns) => {
    const size = { columns, sentences: columns }
    const painted = studyLines(study, { ...view, ...size, paint: colours }, 'Codecs')
    expect(painted.join('')).toContain('\u001b[1m')
    expect(painted.map((line) => bare(line).trimEnd())).toEqual(studyLines(study, { ...view, ...size }, 'Codecs'))
  })
  test('in a pipe sentences stay whole, a line each', () => {
    const lines = studyLines(study, { ...view, columns: 40, sentences: Infinity })
    expect(lines.filter((line) => / is .* faster than .| would tell$/.test(line))).toHaveLength(3)
  })
})

describe('any names, any terminal', () => {
  const name = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '日本語'.repeat(20),
      '👩‍👩‍👧‍👦'.repeat(30),
      '\u001b[31mred',
      'x'.repeat(300),
      '__proto__',
      'a b c d e f g h i j k l m n o p q r s t',
    ),
  )
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 10 }) // prettier-ignore
  test('no line is wider than the terminal, with colours and without', () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 40, max: 160 }), fc.boolean(), (all, columns, verbose) => {
        const any = sampleStudy(
          all.map((one, i) => ({
            name: one, wallMs: around(10 ** (i - 4), 30, 0.5), bytes: 10 ** i, inputs: 2, cost: i,
            outcome: around(1, 30).map((_, trial) => (trial < i ? 1 : 0)),
            manner: { steady: i !== 1, rebuilt: i !== 2, unit: i === 0 ? 'batch' : 'call' },
          })), // prettier-ignore
          { inputs: [{ name: all[0]! }, { name: '🗜️'.repeat(30) }] },
        )
        const size = { columns, sentences: columns }
        const lines = studyLines(any, { ...view, ...size, verbose }, all[0])
        expect(lines.filter((line) => textWidth(line) > columns)).toEqual([])
        expect(lines.filter((line) => /[\u0000-\u001f]/.test(line))).toEqual([])
        const painted = studyLines(any, { ...view, ...size, verbose, paint: colours }, all[0])
        expect(painted.map(bare).filter((line) => textWidth(line.trimEnd()) > columns)).toEqual([])
        for (const one of any.names) expect(any.heads[one]?.name).toBe(one)
      }),
      { seed: 1, numRuns: 60 },
    )
  })
})

describe('who wins where', () => {
  const rows = (lines: readonly string[]): string[][] => lines.map((line) => line.trim().split(/ {2,}/))
  test('by input: another head on each, told by its trials alone', () => {
    const [, text, image] = rows(inputWinners(study))
    expect(text!.slice(0, 2)).toEqual(['text', 'gzip-6'])
    expect(image!.slice(0, 2)).toEqual(['image', 'two-faced'])
  })
  test('by metric: time and each metric, the higher one where that is better', () => {
    const [, time, bytes] = rows(metricWinners(study))
    expect(time!.slice(0, 2)).toEqual(['time', 'gzip-6 ?'])
    expect(bytes!.slice(0, 2)).toEqual(['bytes', '壓縮 🗜️'])
    const higher = sampleStudy(heads, { inputs, metrics: { bytes: 'higher' } })
    expect(rows(metricWinners(higher))[2]!.slice(0, 2)).toEqual(['bytes', 'two-faced'])
  })
  test('proven equal stands beside the best, unproven gets a question mark', () => {
    const twins = sampleStudy([{ name: 'a', wallMs: around(1, 60), bytes: 10 }, { name: 'b', wallMs: around(1, 60), bytes: 20 }, { name: 'c', wallMs: around(1.004, 60, 0.9), bytes: 10 }]) // prettier-ignore
    expect(rows(metricWinners(twins))[1]).toEqual(['time', 'a = b ?', '1.00x', '1.00x=', expect.stringMatching(/x\?$/)])
    expect(rows(metricWinners(twins))[2]!.slice(0, 2)).toEqual(['bytes', 'a = c'])
  })
  test('nothing where there is nothing to choose', () => {
    expect(inputWinners(sampleStudy(heads))).toEqual([])
    expect(metricWinners(sampleStudy([{ name: 'a', wallMs: [1, 2], bytes: 1 }]))).toEqual([])
  })
})

describe('words below the table', () => {
  const one = (manner: SampleHead['manner'], name: string): SampleHead => ({ name, wallMs: around(1, 20), manner: manner ?? {} })
  test('p95 of batches and of calls: a word below, or a column where both are there', () => {
    const batches = studyTable(sampleStudy([one({ unit: 'batch' }, 'a'), one({ unit: 'batch' }, 'b')])).join('\n')
    expect(batches).toContain('p95 and p99 of batches of calls')
    const mixed = studyTable(sampleStudy([one({ unit: 'batch' }, 'a'), one({}, 'b')])).join('\n')
    expect(mixed).toMatch(/ of +distribution/)
    expect(mixed).toMatch(/a .* batches /)
  })
  test('garbage collection has a column once it takes time worth mentioning', () => {
    const collecting = (gcMs: number): SampleHead => {
      const { columns } = sampleStudy([one({}, 'a')]).heads['a']!
      return one({ columns: { ...columns, gcMs: Float64Array.from(columns.wallMs, () => gcMs) } }, 'a')
    }
    expect(studyTable(sampleStudy([collecting(0.1)])).join('\n')).toMatch(/ gc\n.* (9|10)\.\d %/)
    expect(studyTable(sampleStudy([collecting(0.001)])).join('\n')).not.toContain(' gc')
  })
  test('where heads ran and whether they were made anew is said only where they differ', () => {
    const same = studyTable(sampleStudy([one({ rebuilt: false }, 'a'), one({ rebuilt: false }, 'b')])).join('\n')
    expect(same).not.toMatch(/where|kept|inline/)
    const mixed = studyTable(sampleStudy([one({ rebuilt: true, isolation: 'worker' }, 'a'), one({ rebuilt: false }, 'b')])).join('\n') // prettier-ignore
    expect(mixed).toMatch(/where +note/)
    expect(mixed).toMatch(/inline +kept/)
    expect(mixed).toContain('kept: could not be made anew')
  })
})

test('against a reference every sentence speaks of it', () => {
  const against = sampleStudy(heads, { inputs, reference: 'brotli-5' })
  const lines = verdictLines(against).slice(1)
  expect(lines).toHaveLength(3)
  for (const line of lines) expect(line).toContain('brotli-5')
})

test('the noise floor is a sentence', () => {
  const noiseFloor = { margin: 0.004, ratio: 1.001, interval: [0.998, 1.004] as const, blocks: 50 }
  const { names, heads: all, comparisons, metrics } = study
  expect(noiseLines({ names, heads: all, comparisons, metrics, noiseFloor })).toEqual([
    '  noise floor 0.40 %: the fastest head held against itself came out 1.001x [0.998, 1.004] in 50 blocks; nothing finer is claimed',
  ])
  expect(noiseLines(study)).toEqual([])
})
