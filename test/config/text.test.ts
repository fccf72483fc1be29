/** Texts that are no configuration, some of them made to hurt: each with its code and place, each in less than a second. */
import { join } from 'node:path'
import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config/index.ts'
import { parseJson } from '../../src/config/json.ts'
import { parseYaml } from '../../src/config/yaml.ts'
import { faultOf, project } from './folder.ts'

const load = (name: string, content: string | Uint8Array): Promise<unknown> =>
  loadConfig({ file: join(project({ [name]: content }), name) })
const million = 1_000_000
const bomb = ['a: &a0 x', ...Array.from({ length: 9 }, (_, i) => `b${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(10)}*a${i}]`)].join(
  '\n',
)

type Row = readonly [what: string, file: string, content: string | Uint8Array, code: string, reason: RegExp]
const rows: readonly Row[] = [
  ['50 000 brackets', 'c.yaml', `heads: ${'['.repeat(50_000)}`, 'HYD-1004', /nested deeper than 64 levels/],
  ['a million brackets in JSON', 'c.json', '['.repeat(million), 'HYD-1004', /nested deeper than 64 levels/],
  ['a million braces in JSON', 'c.json', '{"a":'.repeat(200_000), 'HYD-1004', /nested deeper than 64 levels/],
  ['brackets on many lines', 'c.yaml', `heads:\n${'[\n'.repeat(400_000)}`, 'HYD-1004', /nested deeper/],
  [
    'brackets behind an apostrophe',
    'c.yaml',
    `title: don't\nheads: ${'['.repeat(50_000)}\nx: don't`,
    'HYD-1004',
    /nested deeper/,
  ],
  ['brackets with quoted closing ones', 'c.yaml', `heads: ${'["]", '.repeat(50_000)}`, 'HYD-1004', /nested deeper/],
  ['brackets after a quote in a plain text', 'c.yaml', `title: a "b\nheads: ${'['.repeat(50_000)}`, 'HYD-1004', /nested deeper/],
  ['brackets after a comment', 'c.yaml', `# it's [\nheads: ${'{a: '.repeat(50_000)}`, 'HYD-1004', /nested deeper/],
  ['dashes', 'c.yaml', `heads: \n  ${'- '.repeat(50_000)}`, 'HYD-1004', /nested deeper/],
  ['question marks', 'c.yaml', '? '.repeat(50_000), 'HYD-1004', /nested deeper/],
  ['a question and dashes', 'c.yaml', `? - ${'? - '.repeat(10_000)}`, 'HYD-1004', /nested deeper/],
  ['indentation', 'c.yaml', Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 'HYD-1004', /nested deeper/],
  [
    'indented dashes',
    'c.yaml',
    Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}-`).join('\n'),
    'HYD-1004',
    /nested deeper/,
  ],
  ['a bomb of aliases', 'c.yaml', bomb, 'HYD-1004', /of more than 200000 values/],
  ['101 aliases', 'c.yaml', `a: &a 1\nb: [${'*a, '.repeat(100)}*a]`, 'HYD-1004', /full of aliases, more than 100/],
  ['an alias within itself', 'c.yaml', 'heads: &a [*a]', 'HYD-1004', /nested deeper than 64 levels/],
  ['an alias without anchor', 'c.yaml', 'heads: *nobody', 'HYD-1001', /nobody/],
  ['100 MB', 'c.yaml', Buffer.alloc(100 * million, 'a'), 'HYD-1004', /100000000 bytes long; the limit is 1 MiB/],
  ['UTF-16', 'c.yaml', Buffer.from('\ufeffheads: {}', 'utf16le'), 'HYD-1006', /UTF-16 text/],
  ['UTF-16, the other way round', 'c.json', Buffer.from('\ufeff{}', 'utf16le').swap16(), 'HYD-1006', /UTF-16 text/],
  ['UTF-16 without a mark', 'c.yaml', Buffer.from('heads: {}', 'utf16le'), 'HYD-1006', /a NUL character/],
  ['Latin-1', 'c.yaml', Buffer.from('title: M\xfcller', 'latin1'), 'HYD-1006', /bytes that are not UTF-8/],
  ['NUL', 'c.json', '{"a": "\0"}', 'HYD-1006', /a NUL character/],
  ['a tab as indentation', 'c.yaml', 'heads:\n\ta: x', 'HYD-1001', /Tabs are not allowed as indentation at line 2, column 1$/],
  ['an open quote', 'c.yaml', 'title: "x\ntrials: 3', 'HYD-1001', /quote at line \d+, column \d+$/],
  ['two keys of one name', 'c.yaml', 'trials: 1\nseed: 2\ntrials: 3', 'HYD-1006', /the key "trials" twice, at line 3, column 1$/],
  [
    'two keys of one name in JSON',
    'c.json',
    '{ "trials": 1,\n  "trials": 2 }',
    'HYD-1006',
    /the key "trials" twice, at line 2, column 3$/,
  ],
  ['two keys of one name, one escaped', 'c.json', '{ "a": 1, "\\u0061": 2 }', 'HYD-1006', /the key "a" twice/],
  [
    'a merge key',
    'c.yaml',
    'x: &x { __proto__: { polluted: 1 } }\nheads:\n  <<: *x',
    'HYD-1006',
    /a merge key \(<<\), at line 3, column 3$/,
  ],
  ['a key that is a list', 'c.yaml', '[a, b]: 1', 'HYD-1006', /a key that is no text, at line 1, column 1$/],
  ['a tag of another language', 'c.yaml', 'title: !!js/function "x"', 'HYD-1001', /tag.* at line 1, column 8$/],
  ['an own tag', 'c.yaml', 'title: !mine x', 'HYD-1001', /tag.* at line 1, column 8$/],
  ['YAML 1.1', 'c.yaml', '%YAML 1.1\n---\ntitle: x', 'HYD-1001', /it is YAML 1\.1; only 1\.2 is read$/],
  ['two documents', 'c.yaml', 'title: x\n---\ntitle: y', 'HYD-1001', /documents/],
  ['an empty JSON file', 'c.json', '', 'HYD-1001', /it ends too early at line 1, column 1$/],
  [
    'half a JSON file',
    'c.json',
    '{\n  "trials": 1',
    'HYD-1001',
    /expected , after the value of "trials", found the end at line 2, column 14$/,
  ],
  ['a comment in JSON', 'c.json', '{\n  // no\n}', 'HYD-1001', /line 2, column 3$/],
  ['a comma too many', 'c.json', '{ "trials": 1, }', 'HYD-1001', /no comma before a closing bracket at line 1, column 16$/],
  ['a key without quotes', 'c.json', '{ trials: 1 }', 'HYD-1001', /a key in double quotes at line 1, column 3$/],
  ['an open text', 'c.json', '{ "title": "x\n}', 'HYD-1001', /at line 1, column 12$/],
  [
    'a line end in a text',
    'c.json',
    '{ "title": "x\n" }',
    'HYD-1001',
    /a line end, a control character or an unknown escape at line 1, column 12$/,
  ],
  ['words of other languages', 'c.json', '{ "trials": NaN }', 'HYD-1001', /"NaN" is no value of JSON at line 1, column 13$/],
  ['a number of another kind', 'c.json', '{ "trials": 01 }', 'HYD-1001', /line 1, column 14$/],
  ['something after the end', 'c.json', '{} {}', 'HYD-1001', /there is more after its end at line 1, column 4$/],
  ['no record', 'c.json', '[]', 'HYD-1003', /must be a record with keys such as heads and trials, got an array of 0 \(array\)/],
  ['a text only', 'c.yaml', 'hello', 'HYD-1003', /must be a record/],
]

describe('hostile and broken texts', () => {
  test.each(rows)('%s', async (_, name, content, code, reason) => {
    const path = join(project({ [name]: content }), name)
    const startedAt = performance.now()
    const fault = await faultOf(loadConfig({ file: path }))
    expect(performance.now() - startedAt).toBeLessThan(1000)
    expect(fault.code).toBe(code)
    expect(fault.message).toMatch(reason)
    expect(fault.message.length).toBeLessThan(1000)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  const marks = [
    '[',
    '{',
    '- ',
    '? ',
    'a: ',
    ': ',
    '"',
    "'",
    '|\n',
    '&a ',
    '*a ',
    '!a ',
    '# ',
    '\n',
    '\n ',
    'a\n',
    '%',
    ', ',
    '{a:',
    '"a',
    '- - a\n',
    '>\n\n',
    '\r',
    '`',
    '@',
    '<<: ',
    'a:\n',
    '-\n',
  ]
  test.each(marks)('a megabyte of %j as YAML is answered in time, coded or read', async (mark) => {
    const text = mark.repeat(Math.floor(million / mark.length))
    const startedAt = performance.now()
    const outcome = await parseYaml('c.yaml', text).then(() => 'read', ({ code }: { code: string }) => code) // prettier-ignore
    expect(outcome).toMatch(/^read$|^HYD-100[146]$/)
    expect(performance.now() - startedAt).toBeLessThan(3000)
  })

  test('15 000 different keys are read in time', async () => {
    const text = Array.from({ length: 15_000 }, (_, i) => `k${i}: 1`).join('\n')
    const startedAt = performance.now()
    const { value } = await parseYaml('c.yaml', text)
    expect(Object.keys(value as object)).toHaveLength(15_000)
    expect(performance.now() - startedAt).toBeLessThan(2000)
  })

  test('64 levels, 100 aliases and brackets within texts are fine', async () => {
    const deep = await parseYaml('c.yaml', `a: ${'['.repeat(62)}${']'.repeat(62)}`)
    expect(JSON.stringify(deep.value)).toHaveLength('{"a":}'.length + 124)
    await parseYaml('c.yaml', `a: &a 1\nb: [${'*a, '.repeat(99)}*a]`)
    await parseYaml(
      'c.yaml',
      `a: "${'['.repeat(200)}"\nb: don't ${'['.repeat(200)}\nc: |\n  ${'[ - '.repeat(200)}\n# ${'['.repeat(200)}`,
    )
    expect(parseJson('c.json', `${'['.repeat(64)}${']'.repeat(64)}`).value).toHaveLength(1)
  })
})

describe('what the parsers give', () => {
  property.prop([fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 2)])(
    'JSON: the value that JSON.parse gives',
    (value, space) => {
      const text = JSON.stringify(value, undefined, space)
      expect(JSON.stringify(parseJson('c.json', text).value)).toBe(text === JSON.stringify(value) ? text : JSON.stringify(value))
    },
  )

  property.prop([fc.string({ maxLength: 40 })])('JSON: what JSON.parse refuses is refused, what it takes is taken', (text) => {
    const taken = (parse: () => unknown): boolean => {
      try {
        parse()
        return true
      } catch {
        return false
      }
    }
    expect(taken(() => parseJson('c.json', text))).toBe(taken(() => JSON.parse(text)))
  })

  const json = fc.array(
    fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"b"', '1', '-0', '1e5', 'true', 'null', ' ', '01', '.5', '"\\u00', '/'),
    { maxLength: 9 },
  )
  property.prop([json], { numRuns: 1000 })('JSON: the same for texts near to it', (parts) => {
    const text = parts.join('')
    let expected: unknown
    try {
      expected = JSON.stringify(JSON.parse(text))
    } catch {
      expected = undefined
    }
    let given: unknown
    try {
      given = JSON.stringify(parseJson('c.json', text).value)
    } catch (thrown) {
      given = (thrown as { code: string }).code === 'HYD-1006' ? expected : undefined
    }
    expect(given).toBe(expected)
  })

  property.prop(
    [
      fc.string({
        unit: fc.constantFrom(
          'a',
          'b',
          ':',
          ' ',
          '-',
          '\n',
          '[',
          ']',
          '{',
          '}',
          ',',
          '"',
          "'",
          '#',
          '&',
          '*',
          '|',
          '>',
          '?',
          '!',
          '%',
          '\t',
          '1',
          '<',
          '~',
        ),
        maxLength: 60,
      }),
    ],
    { numRuns: 2000 },
  )('YAML: any text is read or refused with a code, and a place inside it', async (text) => {
    const fault = await parseYaml('c.yaml', text).then(() => undefined, (thrown: unknown) => thrown as { code: string; where: { line?: number } }) // prettier-ignore
    if (fault === undefined) return
    expect(fault.code).toMatch(/^HYD-100[146]$/)
    if (fault.where.line !== undefined) expect(fault.where.line).toBeLessThanOrEqual(text.split('\n').length)
  })

  test('YAML: 1.2 core, names as they are written, aliases resolved', async () => {
    const text =
      'a: no\nb: 0o17\nc: 1e3\nd: ~\n010: x\n1.0: y\n"": z\ne: &e { f: [1] }\ng: *e\n__proto__: 1\nh: 2026-01-31\ni: on\n'
    const { value, placeOf } = await parseYaml('c.yaml', text)
    expect(Object.entries(value as object)).toEqual([
      ['a', 'no'], ['b', 15], ['c', 1000], ['d', null], ['010', 'x'], ['1.0', 'y'], ['', 'z'],
      ['e', expect.objectContaining({ f: [1] })], ['g', expect.objectContaining({ f: [1] })], ['__proto__', 1], ['h', '2026-01-31'], ['i', 'on'],
    ]) // prettier-ignore
    expect(placeOf(['e', 'f', 0])).toEqual({ line: 8, column: 13 })
    expect(placeOf(['e', 'none'])).toEqual({ line: 8, column: 1 })
    expect(placeOf(['none'])).toBeUndefined()
  })

  test('an empty YAML file is an empty configuration', async () => {
    for (const text of ['', '# nothing yet\n', '---\n', '\ufeff'])
      expect(await load('hydra.config.yaml', text)).toMatchObject({ main: { settings: {} } })
  })
})
