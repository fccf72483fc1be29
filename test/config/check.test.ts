import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config/index.ts'
import { configKeys, studyKeys } from '../../src/config/check.ts'
import { policies } from '../../src/config/rules.ts'
import { policyNames } from '../../src/weigh/index.ts'
import { faultOf, project } from './folder.ts'

const loadJson = (data: unknown): ReturnType<typeof loadConfig> =>
  loadConfig({ file: join(project({ 'hydra.config.json': JSON.stringify(data) }), 'hydra.config.json') })
const loadYaml = (text: string, more: Record<string, string> = {}): ReturnType<typeof loadConfig> =>
  loadConfig({ cwd: project({ 'hydra.config.yaml': text, ...more }) })

describe('heads in JSON and YAML', () => {
  test('texts, lists, commands and modules become heads; paths start at the file', async () => {
    const text = `
heads:
  words: sort -n 'my file' "a \\"b\\""
  list: [sort, '-1']
  10: { command: sort x, timeout: 1.5s, cost: 0.2, cwd: sub, env: { LANG: C }, input: "3\\n1\\n", successCodes: [0, 1] }
  shell: { command: 'sort x | head', shell: true, timeoutMs: 20 }
  module: { module: ./heads.js, export: fast, timeout: 2m, isolation: worker }
  url: { module: file:///x/y.js }
  __proto__: 'true'
`
    const loaded = await loadYaml(text)
    const { folder } = loaded
    expect([...loaded.main.job.heads]).toEqual([
      ['words', { command: ['sort', '-n', 'my file', 'a "b"'], cwd: folder }],
      ['list', { command: ['sort', '-1'], cwd: folder }],
      [
        '10',
        {
          command: ['sort', 'x'],
          cwd: join(folder, 'sub'),
          env: { LANG: 'C' },
          input: '3\n1\n',
          successCodes: [0, 1],
          timeoutMs: 1500,
          cost: 0.2,
        },
      ],
      ['shell', { command: ['sort x | head'], cwd: folder, shell: true, timeoutMs: 20 }],
      ['module', { module: join(folder, 'heads.js'), export: 'fast', timeoutMs: 120_000, isolation: 'worker' }],
      ['url', { module: 'file:///x/y.js' }],
      ['__proto__', { command: ['true'], cwd: folder }],
    ])
  })

  test('inputs are texts, or texts of files', async () => {
    const loaded = await loadYaml('inputs:\n  a: hello\n  __proto__: { file: data/b.txt }', { 'data/b.txt': 'grüße\n' })
    expect(Object.entries(loaded.main.job.inputs as object)).toEqual([['a', 'hello'], ['__proto__', 'grüße\n']]) // prettier-ignore
    expect((await loadYaml('inputs: [x, { file: b }]', { b: 'y' })).main.job.inputs).toEqual(['x', 'y'])
  })

  test('a named study takes over how to measure, not what', async () => {
    const text = `
trials: 50
timeout: 3s
isolation: process
isolates: 3
price: bytes
title: all
heads: { a: x }
better: { ratio: higher }
studies:
  encode: { heads: { b: y }, trials: 5, isolates: 1 }
  __proto__: {}
`
    const { main, studies } = await loadYaml(text)
    expect([...studies.keys()]).toEqual(['encode', '__proto__'])
    expect(studies.get('encode')!.settings).toEqual({ trials: 5, timeoutMs: 3000, isolation: 'process', isolates: 1 })
    expect([...studies.get('encode')!.job.heads.keys()]).toEqual(['b'])
    expect(studies.get('encode')!.job.better).toBeUndefined()
    expect(main.settings).toEqual({
      trials: 50,
      timeoutMs: 3000,
      isolation: 'process',
      isolates: 3,
      price: 'bytes',
      title: 'all',
    })
  })
})

describe('what is refused, with its path and place', () => {
  test.each<[string, string, string, string, RegExp]>([
    ['an unknown key', 'trails: 5', 'HYD-1002', 'trails', /unknown key "trails" of .*hydra\.config\.yaml:1:1; known: heads, /],
    ['an unknown key of a study', 'studies:\n  e:\n    profiles: x', 'HYD-1002', 'studies.e.profiles', /in studies\.e of .*:3:5/],
    [
      'an unknown key of a head',
      'heads:\n  a b:\n    command: x\n    timout: 2s',
      'HYD-1002',
      'heads["a b"].timout',
      /known: command, cwd/,
    ],
    ['an unknown key of an input', 'inputs: [{ file: /dev/null, encoding: x }]', 'HYD-1002', 'inputs[0].encoding', /known: file/],
    [
      'a function that cannot be',
      'verify: yes',
      'HYD-1003',
      'verify',
      /left out here: a function stands only in hydra\.config\.ts or \.js, got "yes" \(string\)/,
    ],
    ['`no` is a text', 'metrics: no', 'HYD-1003', 'metrics', /got "no" \(string\)/],
    ['trials 1e999', 'trials: 1e999', 'HYD-1003', 'trials', /a whole number from 1 to 1000000000, got Infinity/],
    ['trials .nan', 'trials: .nan', 'HYD-1003', 'trials', /got NaN/],
    ['trials as text', 'trials: "10"', 'HYD-1003', 'trials', /got "10" \(string\)/],
    ['null', 'trials:', 'HYD-1003', 'trials', /got null \(null\)/],
    [
      'a bare timeout',
      'timeout: 20',
      'HYD-1003',
      'timeout',
      /a duration above 0 with its unit: 500ms, 2s, 1\.5m, got 20 \(number\)/,
    ],
    ['a timeout of another unit', 'timeout: 2 weeks', 'HYD-1003', 'timeout', /a duration/],
    ['a timeout twice', 'timeout: 2s\ntimeoutMs: 3', 'HYD-1003', 'timeout', /left out where timeoutMs is given/],
    [
      'a timeout twice in a head',
      'heads: { a: { command: x, timeout: 2s, timeoutMs: 3 } }',
      'HYD-1003',
      'heads.a.timeout',
      /left out where timeoutMs/,
    ],
    [
      'a number in a command',
      'heads:\n  a: [gzip, -9]',
      'HYD-1003',
      'heads.a[1]',
      /heads\.a\[1\] in .*:2:13 must be a text: put it in quotes, got -9/,
    ],
    ['an empty command', 'heads: { a: "" }', 'HYD-1003', 'heads.a', /the program first/],
    ['an empty list', 'heads: { a: { command: [] } }', 'HYD-1003', 'heads.a.command', /the program first/],
    ['an open quote', `heads: { a: "sort 'x" }`, 'HYD-1003', 'heads.a', /every quote closed/],
    [
      'a list for the shell',
      'heads: { a: { command: [a, b], shell: true } }',
      'HYD-1003',
      'heads.a.command',
      /one text, as shell is true/,
    ],
    ['two kinds of head', 'heads: { a: { command: x, module: y } }', 'HYD-1003', 'heads.a', /a head: a text \(a command\)/],
    ['no kind of head', 'heads: { a: 5, b: x }', 'HYD-1003', 'heads.a', /a head: .*got 5 \(number\)/],
    ['an environment of numbers', 'heads: { a: { command: x, env: { N: 5 } } }', 'HYD-1003', 'heads.a.env.N', /a text, got 5/],
    ['a head without a name', 'heads: { "": x }', 'HYD-1003', 'heads', /at least one character/],
    ['heads as a list', 'heads: [x]', 'HYD-1003', 'heads', /a record of heads by name, got an array of 1 \(array\)/],
    ['a number as input', 'inputs: [5]', 'HYD-1003', 'inputs[0]', /a text or \{ file: path \}/],
    [
      'a file that is not there',
      'inputs: { a: { file: none } }',
      'HYD-1003',
      'inputs.a.file',
      /a file that can be read \(.*none: ENOENT\)/,
    ],
    ['a wrong way', 'better: { bytes: smaller }', 'HYD-1003', 'better.bytes', /lower or higher/],
    ['an unknown policy', 'policy: best', 'HYD-1003', 'policy', /one of balanced, success-share/],
    ['studies as a list', 'studies: [a]', 'HYD-1003', 'studies', /a record of studies by name/],
    ['a study that is a text', 'studies: { a: b }', 'HYD-1003', 'studies.a', /a record of the keys of a study/],
    ['a NUL in a path', 'profiles: "a\\0b"', 'HYD-1003', 'profiles', /a path/],
  ])('%s', async (_, text, code, option, message) => {
    const fault = await faultOf(loadYaml(text))
    expect(fault.code).toBe(code)
    expect(fault.where['option']).toBe(option)
    expect(fault.where['line']).toEqual(expect.any(Number))
    expect(fault.message).toMatch(message)
  })

  test('the nearest key is offered', async () => {
    expect((await faultOf(loadYaml('timeout_ms: 5'))).hint).toBe('Did you mean timeoutMs?')
    expect((await faultOf(loadYaml('quxquux: 5'))).hint).toBe('Leave it out, or use one of those.')
  })

  test('all faults at once, in the order of the file’s keys', async () => {
    const fault = await faultOf(
      loadJson({ trails: 1, trials: 0, heads: { a: 1, b: { command: 'x', tiemout: '1s' } }, studies: { s: { seed: 0.5 } } }),
    )
    expect(fault.message).toMatch(/\(and 4 more: /)
    expect(fault.details.errors!.map(({ code, where }) => [code, where['option']])).toEqual([
      ['HYD-1002', 'trails'], ['HYD-1003', 'trials'], ['HYD-1003', 'heads.a'], ['HYD-1002', 'heads.b.tiemout'], ['HYD-1003', 'studies.s.seed'],
    ]) // prettier-ignore
  })

  test('`__proto__` is an unknown key like any other, and changes nothing', async () => {
    const path = join(
      project({ 'c.json': '{ "__proto__": { "trials": 3 }, "studies": { "s": { "constructor": 1 } } }' }),
      'c.json',
    )
    const fault = await faultOf(loadConfig({ file: path }))
    expect(fault.details.errors!.map(({ where }) => where['option'])).toEqual(['__proto__', 'studies.s.constructor'])
    expect(({} as { trials?: unknown }).trials).toBeUndefined()
  })
})

describe('configurations that are modules', () => {
  const load = async (name: string, text: string, more: Record<string, string> = {}): ReturnType<typeof loadConfig> =>
    loadConfig({
      cwd: project({ [name]: text, ...more, ...(name.endsWith('.cjs') ? {} : { 'package.json': '{ "type": "module" }' }) }),
    })

  test.each([
    ['hydra.config.mjs', 'export default { heads: { f: (x) => x, d: { run: () => 1, teardown() {} } }, trials: 5 }'],
    ['hydra.config.js', 'export const heads = { f: (x) => x, d: { run: () => 1 } }; export const trials = 5'],
    ['hydra.config.cjs', 'module.exports = { heads: { f: (x) => x, d: { run: () => 1 } }, trials: 5 }'],
    [
      'hydra.config.ts',
      `import { f } from './f.ts'\ninterface X { a: number }\nconst trials: number = 5\nexport default { heads: { f, d: { run: (x: X): number => x.a } }, trials }`,
    ],
    [
      'hydra.config.mts',
      `export const heads = { f: (x: number): number => x, d: { run: () => 1 } }\nexport const trials = 5 as const`,
    ],
  ])('%s', async (name, text) => {
    const { main } = await load(name, text, { 'f.ts': 'export const f = (x: number): number => x' })
    expect([...main.job.heads.keys()]).toEqual(['f', 'd'])
    expect((main.job.heads.get('f') as (x: number) => number)(7)).toBe(7)
    expect(main.settings).toEqual({ trials: 5 })
  })

  test('may hold what data cannot: functions, Maps, inputs of any kind, URLs', async () => {
    const text = `export default { heads: new Map([['a', () => 1], ['b', 'sort x'], ['c', { module: new URL('./h.js', import.meta.url) }]]),
      inputs: { x: new Uint8Array(3), y: { file: 'not read' } }, verify: () => true, metrics: () => ({ n: 1 }) }`
    const { main, folder } = await load('hydra.config.mjs', text)
    expect(main.job.heads.get('b')).toEqual({ command: ['sort', 'x'], cwd: folder })
    expect((main.job.heads.get('c') as { module: URL }).module.href).toBe(pathToFileURL(join(folder, 'h.js')).href)
    expect(main.job.inputs).toEqual({ x: new Uint8Array(3), y: { file: 'not read' } })
    expect([typeof main.job.verify, typeof main.job.metrics]).toEqual(['function', 'function'])
    expect(typeof (await load('hydra.config.mjs', 'export const inputs = (index) => index')).main.job.inputs).toBe('function')
  })

  test.each([
    ['export default 5', /must be a record with keys .* got 5/],
    ['export default () => ({})', /must be a record with keys .* got a function/],
    ['export default { heads: { a: { go: () => 1 } } }', /heads\.a in .* must be a head: .* a function, \{ run \}/],
    ['export default { verify: 5 }', /verify in .* must be a function, got 5/],
    ['export default { inputs: 5 }', /inputs in .* must be a list, a record/],
    ['export const head = {}', /unknown key "head"/],
  ])('%s: refused', async (text, message) => {
    expect((await faultOf(load('hydra.config.mjs', text))).message).toMatch(message)
  })

  test('runs again when it was changed under another name, and leaves no cache behind', async () => {
    const folder = project({ 'hydra.config.ts': 'export const trials = 3' })
    expect((await loadConfig({ cwd: folder })).main.settings.trials).toBe(3)
    writeFileSync(join(folder, 'other.ts'), 'export const trials = 4')
    expect((await loadConfig({ cwd: folder, file: 'other.ts' })).main.settings.trials).toBe(4)
  })
})

describe('the published schema', () => {
  const schema = JSON.parse(readFileSync('schemas/hydra-config.schema.json', 'utf8')) as {
    properties: object
    $defs: { study: { properties: object } }
  }
  const validate = new Ajv2020({
    strict: true,
    strictRequired: false,
    strictTypes: false,
    strictTuples: false,
    allowUnionTypes: true,
  }).compile(schema)
  const nothing = new Set(['verify', 'metrics'])

  test('has the keys that the checks know', () => {
    const expected = (keys: readonly string[]): string[] => keys.filter((key) => !nothing.has(key)).sort()
    expect(Object.keys(schema.properties).filter((key) => key !== '$schema').sort()).toEqual(expected(configKeys)) // prettier-ignore
    expect(Object.keys(schema.$defs.study.properties).sort()).toEqual(expected(studyKeys))
  })

  test('policies are those of the weigh room', () => {
    expect(policies).toEqual(policyNames)
  })

  const values = [
    0,
    1,
    -1,
    0.5,
    1e9,
    1e9 + 1,
    2 ** 53,
    '',
    'auto',
    'x',
    'balanced',
    '2s',
    '0s',
    '0.0 ms',
    '1.5m',
    '2 weeks',
    true,
    null,
    [],
    ['x'],
    {},
    { a: 'x' },
    { a: 'lower' },
    { a: {} },
    { '': 'x' },
  ]
  const headValues = [5, '', ' ', [], [''], ['a', ''], ['a', 1], {}, { command: 'x' }, { command: [] }, { command: ['a', 'b'] }, { command: 'x', shell: true }, { command: ['x'], shell: true }, { command: ['x', 'y'], shell: true },
    { command: 'x', timeout: '2s' }, { command: 'x', timeout: 2 }, { command: 'x', timeoutMs: 0 }, { command: 'x', timeout: '2s', timeoutMs: 2 }, { command: 'x', cost: -1 }, { command: 'x', env: { A: '1' } }, { command: 'x', env: { A: 1 } },
    { command: 'x', successCodes: [] }, { command: 'x', successCodes: [0, 3] }, { command: 'x', successCodes: [-1] }, { command: 'x', cwd: '' }, { command: 'x', input: '' }, { command: 'x', more: 1 },
    { module: 'x' }, { module: '' }, { module: 'x', export: 'y' }, { module: 'x', export: '' }, { module: 'x', isolation: 'worker' }, { module: 'x', isolation: 'thread' }, { command: 'x', isolation: 'process' }, { command: 'x', kind: 'remote', version: 'v1' }, { command: 'x', kind: 'local' }, { module: 'x', command: 'y' }, { run: 'x' }] // prettier-ignore
  const inputValues = ['x', 5, {}, { file: '/dev/null' }, { file: '' }, { file: '/dev/null', x: 1 }, null]
  const rows: unknown[] = [
    ...configKeys.filter((key) => !nothing.has(key)).flatMap((key) => values.map((value) => ({ [key]: value }))),
    ...studyKeys
      .filter((key) => !nothing.has(key))
      .flatMap((key) => values.map((value) => ({ studies: { s: { [key]: value } } }))),
    ...headValues.map((head) => ({ heads: { h: head } })),
    ...inputValues.flatMap((input) => [{ inputs: [input] }, { inputs: { i: input } }]),
    ...[
      [],
      5,
      'x',
      null,
      { $schema: './s.json' },
      { $schema: 5 },
      { verify: 'x' },
      { studies: { s: { profiles: 'x' } } },
      { timeout: '1s', timeoutMs: 1 },
      { studies: { s: { timeout: '1s', timeoutMs: 1 } } },
      { budget: '1s', budgetMs: 1 },
      { studies: { s: { budget: '1s', budgetMs: 1, timeout: '1s' } } },
      ...['fixed', 'adaptive', 'wall', 'cpu', 'call'].flatMap((value) =>
        ['mode', 'clock', 'unit', 'rebuild', 'reference'].map((key) => ({ [key]: value })),
      ),
      { selfCheck: 1 },
      { budgetMs: 0.5 },
      ...['inline', 'worker', 'process', 'thread'].map((isolation) => ({ isolation })),
      ...[1, 5, 1000, 1001, 2.5].map((isolates) => ({ studies: { s: { isolates } } })),
      ...[64, 63, 1.5e3, 1e6, 1e7, '64'].map((memoryMb) => ({ memoryMb, studies: { s: { memoryMb } } })),
    ],
  ]

  test(`agrees with the checks on ${rows.length} configurations`, async () => {
    const folder = project({})
    for (const row of rows) {
      const file = join(folder, 'hydra.config.json')
      writeFileSync(file, JSON.stringify(row))
      const fault = await loadConfig({ file }).then(() => undefined, ({ message }: Error) => message) // prettier-ignore
      expect(validate(row), `${JSON.stringify(row)}: ${fault ?? 'taken'}`).toBe(fault === undefined)
    }
  })
})
