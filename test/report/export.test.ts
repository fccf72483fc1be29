/** A study for other programs: the shape that each of them reads, and that what we read back is what we wrote. */
import { describe, expect, test } from 'vitest'
import { importStudy } from '../../src/measure/index.ts'
import { exportStudy, isExportFormat, type ExportFormat } from '../../src/report/index.ts'
import { around, sampleStudy } from './sample.ts'

const study = sampleStudy([
  { name: 'gzip-6', wallMs: around(1.23, 40), bytes: 12_345, outcome: around(1, 40).map((_, i) => (i < 2 ? 1 : 0)), manner: { kind: 'command' } },
  { name: '__proto__', wallMs: around(2, 40), bytes: 99 },
  { name: 'never', wallMs: around(5, 40), outcome: around(3, 40).map(() => 3) },
]) // prettier-ignore
const data = (format: ExportFormat): any => JSON.parse(exportStudy(study, format)) as unknown
const gzip = study.heads['gzip-6']!.summary

test('hyperfine: seconds, good trials only, its own field names', () => {
  const { results } = data('hyperfine')
  expect(results.map(({ command }: any) => command as unknown)).toEqual(['gzip-6', '__proto__'])
  const [first] = results
  expect(Object.keys(first as object)).toEqual(['command', 'mean', 'stddev', 'median', 'min', 'max', 'times', 'exit_codes'])
  expect(first.median).toBeCloseTo(gzip.durationMs.median! / 1000, 12)
  expect(first.times).toHaveLength(38)
  expect(first.exit_codes).toEqual(Array.from({ length: 38 }, () => 0))
})

test('hyperfine: one trial has no deviation; CPU time stands under user', () => {
  const columns = { ...study.heads['__proto__']!.columns, cpuMs: Float64Array.from({ length: 40 }, () => 3) }
  const { results } = JSON.parse(exportStudy(sampleStudy([{ name: 'a', wallMs: [4] }, { name: 'b', wallMs: around(2, 40), manner: { columns } }]), 'hyperfine')) // prettier-ignore
  expect(results[0]).toMatchObject({ stddev: null, times: [0.004] })
  expect(results[1]).toMatchObject({ user: 0.003, system: 0 })
})

test('what hyperfine reads we read back: the same medians', () => {
  const again = importStudy(data('hyperfine'))
  expect(again.names).toEqual(['gzip-6', '__proto__'])
  expect(again.heads['gzip-6']!.summary.durationMs.median).toBeCloseTo(gzip.durationMs.median!, 9)
  expect(again.heads['gzip-6']!.summary.trials).toBe(38)
})

test('benchmark-action: an entry a head and a metric of which less is better', () => {
  const list = data('benchmark-action')
  expect(list.map(({ name, unit }: any) => [name, unit])).toEqual([
    ['gzip-6', 'ms'], ['gzip-6 (bytes)', 'bytes'], ['__proto__', 'ms'], ['__proto__ (bytes)', 'bytes'],
  ]) // prettier-ignore
  expect(list[0]).toEqual({
    name: 'gzip-6', unit: 'ms', value: gzip.durationMs.median,
    range: expect.stringMatching(/^1\.2\d+ to 1\.2\d+ \(95 %\)$/), extra: '40 trials, 95.0 % right',
  }) // prettier-ignore
  const higher = sampleStudy([{ name: 'a', wallMs: around(1, 20), bytes: 5 }], { metrics: { bytes: 'higher' } })
  expect(JSON.parse(exportStudy(higher, 'benchmark-action'))).toHaveLength(1)
})

test('bmf: latency in ns with its interval, metrics as measures', () => {
  const all = data('bmf')
  expect(Object.keys(all as object)).toEqual(['gzip-6', '__proto__'])
  const { latency, bytes } = all['gzip-6']
  const [low, high] = gzip.durationMs.interval!
  expect(latency).toEqual({ value: gzip.durationMs.median! * 1e6, lower_value: low * 1e6, upper_value: high * 1e6 })
  expect(bytes.value).toBe(12_345)
})

describe('all formats', () => {
  test.each(['json', 'csv', 'markdown', 'hyperfine', 'benchmark-action', 'bmf', 'svg'] as const)('%s ends in a line feed and is the same twice', (format) => {
    expect(isExportFormat(format)).toBe(true)
    expect(exportStudy(study, format)).toMatch(/\S\r?\n$/)
    expect(exportStudy(study, format)).toBe(exportStudy(study, format))
  }) // prettier-ignore
  test('another one is refused by name', () => {
    expect(() => exportStudy(study, 'xml' as ExportFormat)).toThrow(expect.objectContaining({ code: 'HYD-1003', message: expect.stringContaining('benchmark-action') })) // prettier-ignore
  })
})
