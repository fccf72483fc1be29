import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { jsonDepth, prettyJson, readJson } from '../../src/files/index.ts'
import { faultOf, freshFolder } from './folder.ts'

const options = { kind: 'weights file', command: 'npx hydra-profiler weigh', schema: 1 }
const write = (content: string | Buffer): string => {
  const path = join(freshFolder(), 'file.json')
  writeFileSync(path, content)
  return path
}

describe('reading JSON', () => {
  test('gives the data; `__proto__` stays an own key and rules nothing', async () => {
    const data = (await readJson(
      write('\ufeff{ "schema": 1, "__proto__": { "polluted": true }, "a": [1, "[[[", "\\"]"] }'),
      options,
    )) as object
    expect(Object.keys(data)).toEqual(['schema', '__proto__', 'a'])
    expect((data as { polluted?: unknown }).polluted).toBeUndefined()
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test.each([
    ['nothing', '', /it is empty/],
    ['blanks', ' \n', /it is empty/],
    ['half a file', '{ "schema": 1, "we', /it is not JSON/],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22]), /it is not UTF-8 text/],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le'), /it is not JSON|UTF-8/],
    ['65 levels', '['.repeat(65) + ']'.repeat(65), /nested deeper than 64 levels/],
    ['a million brackets', '['.repeat(1e6), /nested deeper than 64 levels/],
    ['NaN', '{ "a": NaN }', /it is not JSON/],
    ['an escape for the terminal', '\u001b[31m', /^[^\u001b]*$/],
  ])('%s: HYD-6003 with the reason and the command that mends it', async (_, content, reason) => {
    const fault = await faultOf(readJson(write(content), options))
    expect(fault.code).toBe('HYD-6003')
    expect(fault.message).toMatch(/is not a whole weights file: /)
    expect(fault.message).toMatch(reason)
    expect(fault.hint).toContain('`npx hydra-profiler weigh`')
  })

  test('too large: HYD-6003 before it is read; 64 levels are fine', async () => {
    expect((await faultOf(readJson(write('[1,2,3,4]'), { ...options, maxBytes: 8 }))).message).toContain('larger than 8 bytes')
    expect(await readJson(write('['.repeat(64) + ']'.repeat(64)), options)).toHaveLength(1)
  })

  test('a newer schema: HYD-6004 with both numbers; an older one, or none, is read', async () => {
    const fault = await faultOf(readJson(write('{ "schema": 2, "new": [] }'), options))
    expect(fault).toMatchObject({ code: 'HYD-6004', message: expect.stringMatching(/has schema 2, this version reads up to 1$/) })
    expect(await readJson(write('{ "schema": 1 }'), options)).toEqual({ schema: 1 })
    expect(await readJson(write('{}'), options)).toEqual({})
  })

  test('not there, a folder: HYD-6002 with the errno', async () => {
    const folder = freshFolder()
    mkdirSync(join(folder, 'x.json'))
    expect((await faultOf(readJson(join(folder, 'none.json'), options))).message).toMatch(
      /^cannot read .*none\.json: it is not there \(ENOENT\)$/,
    )
    expect(await faultOf(readJson(join(folder, 'x.json'), options))).toMatchObject({
      code: 'HYD-6002',
      message: expect.stringContaining('(EISDIR)'),
    })
  })

  property.prop([fc.jsonValue({ maxDepth: 5 })])('depth is that of the data, whatever its texts hold', (value) => {
    const depthOf = (data: unknown): number => {
      if (typeof data !== 'object' || data === null) return 0
      return 1 + Math.max(0, ...Object.values(data).map(depthOf))
    }
    expect(jsonDepth(JSON.stringify(value))).toBe(depthOf(value))
  })
})

describe('writing JSON for people', () => {
  property.prop([fc.jsonValue()])('what is written is read back the same', (value) => {
    expect(JSON.parse(prettyJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
  })

  test('a list of plain values is one line', () => {
    expect(prettyJson({ a: [1, null, 'x'], b: { c: [], d: {}, e: undefined }, f: [{ g: 1 }] })).toBe(
      '{\n  "a": [1,null,"x"],\n  "b": {\n    "c": [],\n    "d": {}\n  },\n  "f": [\n    {\n      "g": 1\n    }\n  ]\n}\n',
    )
  })

  test('names of any kind stay what they are', () => {
    const data = JSON.parse('{ "__proto__": [1], "10": 2, "b": 3 }') as object
    expect(prettyJson(data)).toContain('"__proto__": [1]')
  })
})
