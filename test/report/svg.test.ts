/** The picture of a study: its bytes, its words, its mathematics, and how a real browser lays it out. */
import fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { studySvg } from '../../src/report/index.ts'
import { axisOf, countBins, distributionOf } from '../../src/report/distribution.ts'
import { histogramLine } from '../../src/report/histogram.ts'
import { bandwidthOf, densityOf, densitySteps } from '../../src/report/svg/density.ts'
import { ticksOf } from '../../src/report/svg/ticks.ts'
import { findChromium, render, sayMissing } from './support/chromium.ts'
import { around, sampleStudy } from './sample.ts'

const hostile = [
  '</text><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '& < > " \'', '\u001b[31mred\u0000', '\ud800half\uffff', '__proto__',
  '日本語の圧縮アルゴリズム'.repeat(4), '👩‍👩‍👧‍👦'.repeat(20), 'x'.repeat(300), 'שלום עולם',
] // prettier-ignore
const study = sampleStudy(
  hostile.map((name, i) => ({ name, wallMs: around(0.05 * (i + 1) * (i === 9 ? 100 : 1), 60, 0.4), outcome: around(1, 60).map(() => (i === 4 ? 3 : 0)) })), // prettier-ignore
)
const narrow = sampleStudy([{ name: 'gzip-6', wallMs: around(1.23, 80) }, { name: 'brotli-5', wallMs: around(1.87, 80) }]) // prettier-ignore

describe('the file', () => {
  test('the same study gives the same bytes; another title another one', () => {
    expect(studySvg(study)).toBe(studySvg(sampleStudy([...study.names].map((name) => ({ name, wallMs: Array.from(study.heads[name]!.columns.wallMs), outcome: Array.from(study.heads[name]!.columns.outcome) }))))) // prettier-ignore
    expect(studySvg(study, { title: 'A' })).not.toBe(studySvg(study, { title: 'B' }))
  })
  test('no name becomes markup, and nothing comes from outside', () => {
    const text = studySvg(study, { title: hostile[0]! })
    expect(text).not.toMatch(
      /<script|<img|<foreignObject|onerror=[^&]*"|href|url\(|@import|http(?!:\/\/www\.w3\.org\/2000\/svg")/i,
    )
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\ufffe\uffff]|\p{Surrogate}/u)
    expect(text).toContain('&lt;/text&gt;&lt;script&gt;')
  })
  test('says in words what it shows', () => {
    const text = studySvg(narrow, { title: 'Codecs' })
    expect(text).toMatch(/role="img" aria-labelledby="hydra-s1-title hydra-s1-desc"/)
    expect(text).toContain('<title id="hydra-s1-title">Codecs</title>')
    expect(text).toMatch(
      /<desc id="hydra-s1-desc">.*gzip-6: median 1\.23 ms \[1\.\d\d, 1\.\d\d\], 80 of 80 right\. brotli-5: median 1\.87 ms/,
    )
    expect(text).toContain('prefers-color-scheme:dark')
  })
  test('the axis is logarithmic when its ends differ by more than 10 times, and says so', () => {
    expect(studySvg(narrow)).not.toContain('logarithmic')
    expect(studySvg(study)).toContain('logarithmic')
  })
  test('a study without one good trial has rows and no axis', () => {
    const none = sampleStudy([{ name: 'never', wallMs: [1, 2], outcome: [2, 2] }])
    expect(studySvg(none)).toContain('no good trial')
    expect(studySvg(none)).not.toContain('class="hill"')
  })
  test.each([479, 4001, NaN, '900'])('a width of %s is refused', (width) => {
    expect(() => studySvg(narrow, { width: width as number })).toThrow(expect.objectContaining({ code: 'HYD-1003' }))
  })
  test('eight heads take less than 150 kB', () => {
    const eight = sampleStudy(Array.from({ length: 8 }, (_, i) => ({ name: `head ${i}`, wallMs: around(i + 1, 400, 0.5) })))
    expect(studySvg(eight).length).toBeLessThan(150_000)
  })
})

describe('laws', () => {
  const times = fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 80 })
  const of = (wallMs: readonly number[]) => distributionOf(sampleStudy([{ name: 'a', wallMs }]).heads['a']!)!
  test('every time between p1 and p99 has a place from 0 to 1, and a bin', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 40 }), (wallMs, bins) => {
        const one = of(wallMs)
        const axis = axisOf([one])!
        for (const ms of one.times) expect(axis.place(ms) >= -1e-9 && axis.place(ms) <= 1 + 1e-9).toBe(true)
        const counts = countBins(one.times, axis, bins)
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(one.times.length)
        expect(histogramLine(counts)).toHaveLength(bins)
      }),
      { seed: 1 },
    )
  })
  test('a density is finite, from 0 to 1, with its peak at 1', () => {
    const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(places, (list) => {
        const sorted = Float64Array.from(list).sort()
        const heights = densityOf(sorted)
        expect(heights).toHaveLength(densitySteps + 1)
        expect(heights.every((height) => height >= 0 && height <= 1)).toBe(true)
        expect(Math.max(...heights)).toBe(1)
        expect(bandwidthOf(sorted)).toBeGreaterThan(0)
      }),
      { seed: 1 },
    )
  })
  test('one stall does not smooth the shape away', () => {
    const places = Float64Array.from([...Array.from({ length: 99 }, (_, i) => 0.1 + i / 2000), 1])
    expect(bandwidthOf(places)).toBeLessThan(0.01)
  })
  test('labels of the axis never touch, whatever its ends', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 40, max: 2000 }), (wallMs, length) => {
        const axis = axisOf([of(wallMs)])!
        const width = (label: string): number => 7 * (label.length + 1)
        const ends = ticksOf(axis, length, width).map(({ durationMs, label }) => [axis.place(durationMs) * length - width(label) / 2, axis.place(durationMs) * length + width(label) / 2]) // prettier-ignore
        ends.slice(1).forEach(([from], i) => expect(from).toBeGreaterThanOrEqual(ends[i]![1]!))
      }),
      { seed: 1 },
    )
  })
  test.each([[[0, 1, 4, 8], ' ▁▄█'], [[0, 0], '  '], [[5], '█'], [[1, 1000], '▁█']])('%j is "%s"', (counts, text) => expect(histogramLine(counts)).toBe(text)) // prettier-ignore
})

const chromium = findChromium()
if (chromium === undefined) sayMissing('test/report/svg.test.ts, the picture in a real browser')

/** Asks every text where it is, and whether the file is XML. */
const page = (
  svg: string,
): string => `<!doctype html><meta charset="utf-8"><body style="margin:0">${svg}<pre id="out"></pre><script>
const root = document.querySelector('svg')
const box = (e) => { const { x, y, width, height } = e.getBBox(); return { kind: e.getAttribute('class'), text: e.textContent, x, y, width, height } }
const xml = new DOMParser().parseFromString(${JSON.stringify(svg).replaceAll('<', '\\u003c')}, 'image/svg+xml')
document.getElementById('out').textContent = encodeURIComponent(JSON.stringify({
  texts: [...root.querySelectorAll('text')].map(box), hills: [...root.querySelectorAll('.hill')].map(box),
  width: root.viewBox.baseVal.width, height: root.viewBox.baseVal.height,
  isXml: xml.querySelector('parsererror') === null, scripts: root.querySelectorAll('script,img').length,
  paper: getComputedStyle(root.querySelector('.paper')).fill,
}))
</script>`

interface Box {
  readonly kind: string
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const touch = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

describe.skipIf(chromium === undefined)('in a real browser', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hydra-svg-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  const look = (svg: string, flags: readonly string[] = []): any => {
    const found = /<pre id="out">([^<]*)<\/pre>/.exec(render(chromium!, folder, page(svg), flags))?.[1] ?? ''
    return JSON.parse(decodeURIComponent(found)) as unknown
  }

  test.each([[480, study], [840, study], [1600, study], [480, narrow], [840, narrow]] as const)('in %s px no text leaves the picture or touches another, nor a hill', (width, one) => {
    const { texts, hills, ...seen } = look(studySvg(one, { width, title: 'A title that is long enough to need cutting where there is little room for it' })) // prettier-ignore
    expect(seen).toMatchObject({ isXml: true, scripts: 0, width })
    expect(texts.length).toBeGreaterThan(2 * one.names.length)
    expect(hills).toHaveLength(one.names.filter((name) => one.heads[name]!.summary.successes > 0).length)
    expect(texts.filter((b: Box) => b.x < 0 || b.y < 0 || b.x + b.width > width || b.y + b.height > seen.height)).toEqual([])
    const clashes = texts.flatMap((a: Box, i: number) => [...texts.slice(i + 1), ...hills].filter((b: Box) => touch(a, b)).map((b: Box) => [a.text, b.text, b.kind])) // prettier-ignore
    expect(clashes).toEqual([])
  }) // prettier-ignore

  test('light or dark as the reader has it', () => {
    const [light, dark] = [1, 0].map(
      (scheme) => look(studySvg(narrow), [`--blink-settings=preferredColorScheme=${scheme}`]).paper as string,
    )
    expect([light, dark]).toEqual(['rgb(255, 255, 255)', 'rgb(13, 17, 23)'])
  })
})
