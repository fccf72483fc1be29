/**
 * metrics() against the rules of the OpenMetrics text format 1.0, by a reader of our own that knows only these rules.
 * Source: https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md, sections "ABNF" and "Text format".
 */
import { describe, expect, test } from 'vitest'
import { createSelector, type Selector } from '../../src/select/index.ts'

interface Sample {
  readonly family: string
  readonly type: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

const name = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const sampleLine = new RegExp(`^(${name})(?:\\{([\\s\\S]*)\\})? ([^ ]+)$`)
const number = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?Inf|NaN)$/

/** `a="..",b=".."`; in values a backslash comes before a backslash, a quote, or n, and nothing else. */
function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = Object.create(null) as Record<string, string>
  const one = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(,|$)/y
  while (one.lastIndex < text.length) {
    const match = one.exec(text)
    if (match === null) throw new Error(`no label in ${text}`)
    const [, label = '', value = ''] = match
    if (label in labels) throw new Error(`label ${label} twice`)
    labels[label] = value.replace(/\\([\\"n])/g, (_, c: string) => (c === 'n' ? '\n' : c))
  }
  return labels
}

/** @throws for what is not OpenMetrics */
function read(text: string): Sample[] {
  if (!text.endsWith('\n')) throw new Error('no line feed at the end')
  const lines = text.slice(0, -1).split('\n')
  if (lines.pop() !== '# EOF') throw new Error('no # EOF at the end')
  const [samples, families, sets]: [Sample[], Set<string>, Set<string>] = [[], new Set(), new Set()]
  let [family, type, seen] = ['', '', new Set<string>()]
  for (const line of lines) {
    const meta = new RegExp(`^# (TYPE|HELP|UNIT) (${name}) ((?:[^\\\\\\n]|\\\\[\\\\n"])*)$`).exec(line)
    if (meta !== null) {
      const [, kind = '', of = '', words = ''] = meta
      if (of !== family) {
        if (families.has(of)) throw new Error(`${of} is not in one piece`)
        families.add(of)
        ;[family, type, seen] = [of, 'unknown', new Set()]
      }
      if (seen.has(kind) || seen.has('sample')) throw new Error(`${kind} of ${of} twice, or after samples`)
      seen.add(kind)
      if (kind === 'TYPE') type = words
      continue
    }
    const sample = sampleLine.exec(line)
    if (sample === null) throw new Error(`no line of OpenMetrics: ${line}`)
    const [, full = '', labels = '', value = ''] = sample
    if (full !== (type === 'counter' ? `${family}_total` : family)) throw new Error(`${full} is not of ${family}`)
    if (!number.test(value)) throw new Error(`${value} is no number`)
    if (type === 'counter' && !(Number(value) >= 0)) throw new Error(`${full} is below 0`)
    const key = `${full} ${JSON.stringify(Object.entries(readLabels(labels)).sort())}`
    if (sets.has(key)) throw new Error(`${key} twice`)
    sets.add(key)
    seen.add('sample')
    samples.push({ family, type, labels: readLabels(labels), value: Number(value) })
  }
  return samples
}

const hostile = [
  'plain',
  'a"b',
  'a\\b',
  'a\\"',
  'two\nlines',
  '\\n',
  '{x="1"} 7',
  '',
  '__proto__',
  '# EOF',
  'é\u0000\u2028',
  'a\r\nb',
  '\\',
]

function worked(heads: readonly string[]): Selector {
  const selector = createSelector({ heads, seed: 1, ejection: { consecutiveFailures: 2, maxEjectedShare: 1 } })
  for (let i = 0; i < 300; i += 1) {
    const pick = selector.pick()
    selector.observe(pick, { ok: i % 3 > 0, durationMs: 1e-7 * i, cost: 1e21 })
  }
  selector.pick()
  return selector
}

describe('metrics()', () => {
  test('keeps to the format, whatever heads are called, and names come back as they were', () => {
    const samples = read(worked(hostile).metrics())
    const heads = new Set(samples.map(({ labels }) => labels['head']))
    expect([...heads].sort()).toEqual([...hostile].sort())
  })

  test('says what the selector says', () => {
    const selector = worked(['a', 'b'])
    const samples = read(selector.metrics())
    const of = (family: string, head: string): number | undefined =>
      samples.find((sample) => sample.family === `hydra_selector_${family}` && sample.labels['head'] === head)?.value
    for (const head of ['a', 'b']) {
      const told = selector.explain(head)
      expect([of('picks', head), of('pending', head), of('share', head), of('mean_reward', head), of('ejections', head)]).toEqual(
        [told.picks, told.pending, told.probability, told.mean, told.ejections],
      )
      expect(of('state', head)).toBe({ closed: 0, 'half-open': 1, open: 2 }[told.state])
      expect(of('successes', head)!).toBeLessThanOrEqual(of('observations', head)!)
    }
  })

  test('a head without observations has no mean; all else is there', () => {
    const samples = read(createSelector({ heads: ['a'] }).metrics())
    const families = samples.map(({ family }) => family.replace('hydra_selector_', ''))
    expect(families).toEqual([
      'picks',
      'observations',
      'successes',
      'duration_seconds',
      'cost',
      'share',
      'pending',
      'state',
      'ejections',
      'restarts',
    ])
  })

  test('counters never fall', () => {
    const selector = worked(['a', 'b', 'c'])
    const counters = (): number[] => read(selector.metrics()).filter(({ type }) => type === 'counter').map(({ value }) => value) // prettier-ignore
    let before = counters()
    for (let i = 0; i < 200; i += 1) {
      selector.observe(selector.pick(), i % 5 === 0 ? { abandoned: true } : { ok: i % 2 === 0 })
      const now = counters()
      now.forEach((value, at) => expect(value).toBeGreaterThanOrEqual(before[at]!))
      before = now
    }
  })

  test.each([
    ['no end', '# TYPE a gauge\na 1\n'],
    ['a family in two pieces', '# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# HELP a x\n# EOF\n'],
    ['a bare quote', '# TYPE a gauge\na{x="""} 1\n# EOF\n'],
    ['a sample twice', '# TYPE a gauge\na{x="1"} 1\na{x="1"} 2\n# EOF\n'],
  ])('the reader refuses %s', (_, text) => {
    expect(() => read(text)).toThrow()
  })
})
