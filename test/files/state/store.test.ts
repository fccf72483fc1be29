/** States of selectors in files: whole or not at all, whoever writes, whatever fails. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fileStore } from '../../../src/files/state/store.ts'
import { openSelector, type Snapshot } from '../../../src/select/index.ts'
import { faultyDisk } from '../faulty-disk.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'hydra-store-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const file = (): string => join(folder, 'state.json')
const read = (): Snapshot => JSON.parse(readFileSync(file(), 'utf8')) as Snapshot

async function learned(count: number): Promise<void> {
  const selector = await openSelector({ heads: ['a', 'b'], drift: false, store: fileStore(file()) })
  for (let i = 0; i < count; i += 1) selector.observe(selector.pick(), { ok: true })
  await selector.close()
}

test('nothing there: nothing loaded; then what was saved', async () => {
  expect(await fileStore(file()).load()).toBeUndefined()
  await learned(7)
  expect(await fileStore(file()).load()).toEqual(read())
  expect(readdirSync(folder)).toEqual(['state.json'])
})

test.each<[string, string, string]>([
  ['half a file', '{"schema":"hydra.sel', 'HYD-6003'],
  ['an empty one', '', 'HYD-6003'],
  ['another one', '{"name":"x"}', 'HYD-5013'],
  ['a newer one', '{"schema":"hydra.selector/9"}', 'HYD-6004'],
])('%s is refused and stays as it is', async (_, text, code) => {
  await learned(3)
  const selector = await openSelector({ store: fileStore(file()) })
  writeFileSync(file(), text)
  await expect(openSelector({ heads: ['a'], store: fileStore(file()) })).rejects.toMatchObject({ code })
  selector.observe(selector.pick(), { ok: true })
  await expect(selector.close()).rejects.toMatchObject({ code })
  expect(readFileSync(file(), 'utf8')).toBe(text)
  rmSync(file())
  await selector.close()
  expect(read().whole.learner.evidence.steps).toBe(4)
})

test('a disk that fails at any step leaves the former state, or the new one, and no lock', async () => {
  await learned(5)
  let n = 1
  for (; n < 100; n += 1) {
    const before = readFileSync(file(), 'utf8')
    const disk = faultyDisk(n)
    const selector = await openSelector({ store: fileStore(file()) })
    selector.observe(selector.pick(), { ok: true })
    const state = selector.snapshot()
    const failed = await fileStore(file(), { disk }).save(state).then(() => undefined, (thrown: unknown) => thrown) // prettier-ignore
    const after = readFileSync(file(), 'utf8')
    if (failed !== undefined) expect(failed).toMatchObject({ code: 'HYD-6002' })
    expect(after === before || after === `${JSON.stringify(state)}\n`).toBe(true)
    if (failed === undefined) expect(after).not.toBe(before)
    await selector.close()
    expect(readdirSync(folder).filter((name) => name.endsWith('.lock'))).toEqual([])
    if (disk.failed() === undefined) break
  }
  expect(n).toBeGreaterThan(5)
  expect(n).toBeLessThan(100)
})

describe('processes', () => {
  const program = (body: string): string => `
    import { fileStore } from '${process.cwd()}/src/files/index.ts'
    import { openSelector } from '${process.cwd()}/src/select/index.ts'
    const selector = await openSelector({ heads: ['a', 'b'], drift: false, store: fileStore(process.argv[2]) })
    ${body}`

  async function run(body: string, count: number): Promise<(number | null)[]> {
    const home = mkdtempSync(join(process.cwd(), 'node_modules', '.cache-state-'))
    try {
      const outfile = join(home, 'program.mjs')
      await build({ stdin: { contents: program(body), resolveDir: process.cwd(), loader: 'ts' }, outfile, bundle: true, packages: 'external', platform: 'node', format: 'esm', logLevel: 'error' }) // prettier-ignore
      const start = (): Promise<number | null> => new Promise((resolve) => spawn(process.execPath, [outfile, file()], { stdio: 'inherit' }).on('close', resolve)) // prettier-ignore
      return await Promise.all(Array.from({ length: count }, start))
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  }
  const total = (): number =>
    Object.values(read().whole.origins).reduce((sum, { parts }) => sum + parts.reduce((n, part) => n + part.n, 0), 0)

  test('six that learn at a time lose nothing', async () => {
    const body = `for (let round = 0; round < 5; round += 1) {
      for (let i = 0; i < 20; i += 1) selector.observe(selector.pick(), { ok: true })
      await selector.flush()
    }`
    expect(await run(body, 6)).toEqual([0, 0, 0, 0, 0, 0])
    expect(total()).toBe(600)
  }, 60_000)

  test('one that just ends saves at its end; one that throws as well', async () => {
    const body = `for (let i = 0; i < 30; i += 1) selector.observe(selector.pick(), { ok: true })`
    expect(await run(body, 1)).toEqual([0])
    expect(total()).toBe(30)
    expect(await run(`${body}\nprocess.exit(7)`, 2)).toEqual([7, 7])
    expect(total()).toBe(90)
    expect(readdirSync(folder)).toEqual(['state.json'])
  }, 60_000)
})
