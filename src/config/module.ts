/**
 * A configuration that is a module: .ts and .mts by jiti (loaded only then), the others by import().
 * In: its path. Out: its default export, else its named exports as the keys. It runs code: only a file of the project itself is loaded.
 * Fails: HYD-1001 it cannot be loaded or throws, with line and column where the stack tells them.
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Jiti } from 'jiti'
import { describeThrown } from '../errors/index.ts'
import { unreadable, type Place } from './faults.ts'
import { bareRecord } from './parsed.ts'

const typescript = new Set(['.ts', '.mts'])
const notKeys = new Set(['default', '__esModule', 'module.exports'])

const lacksHydra = (thrown: unknown): boolean => /Cannot find (?:package|module) 'hydra-profiler'/.test(describeThrown(thrown))

/** The entry of the hydra-profiler that is running: beside this file in dist/, one folder up in src/; undefined in a bundle of others. */
const ownEntry = (): string | undefined =>
  ['./index.js', '../index.ts'].map((place) => fileURLToPath(new URL(place, import.meta.url))).find((path) => existsSync(path))

const jitiFor = async (file: string, alias: Record<string, string> = {}): Promise<Jiti> =>
  (await import('jiti')).createJiti(pathToFileURL(file).href, { fsCache: false, interopDefault: false, alias })

/** A configuration may import hydra-profiler where none is installed, as under npx: it then gets the one that is running. */
async function importFile(file: string): Promise<unknown> {
  const isTypescript = typescript.has(extname(file))
  try {
    return await (isTypescript ? (await jitiFor(file)).import(file) : import(/* @vite-ignore */ pathToFileURL(file).href))
  } catch (thrown) {
    const own = lacksHydra(thrown) ? ownEntry() : undefined
    if (own === undefined) throw thrown
    return (await jitiFor(file, { 'hydra-profiler': own })).import(file)
  }
}

/** Where in the file it went wrong, as far as the stack says. */
function placeOf(file: string, thrown: unknown): Place | undefined {
  const stack = thrown instanceof Error ? String(thrown.stack) : ''
  for (const name of [file, pathToFileURL(file).href]) {
    const start = stack.indexOf(`${name}:`)
    const [, line, column] = start < 0 ? [] : (/^:(\d+)(?::(\d+))?/.exec(stack.slice(start + name.length)) ?? [])
    if (line !== undefined) return { line: Number(line), column: Number(column ?? 1) }
  }
  return undefined
}

/** Node does not say where a module's syntax is wrong; the parser of jiti leaves a note of it in what it transforms. */
async function syntaxPlace(file: string, thrown: unknown): Promise<Place | undefined> {
  if (!(thrown instanceof SyntaxError)) return undefined
  const source = await readFile(file, 'utf8')
  const code = (await jitiFor(file)).transform({ source, filename: file, ts: typescript.has(extname(file)), async: true })
  const [, line, column] = /__JITI_ERROR__ = .*?"line":(\d+),"column":(\d+)/.exec(code) ?? []
  return line === undefined ? undefined : { line: Number(line), column: Number(column) + 1 }
}

function reasonOf(thrown: unknown): string {
  const what = describeThrown(thrown)
  return lacksHydra(thrown)
    ? `hydra-profiler is not installed beside it: leave out defineConfig, or run npm install hydra-profiler (${what})`
    : what
}

/** The keys that a module exports by name. */
function namedExports(found: object): unknown {
  const keys = bareRecord()
  for (const [key, value] of Object.entries(found)) if (!notKeys.has(key)) keys[key] = value
  return keys
}

/** `export default`, module.exports, or a transpiled module's default. */
function exported(found: unknown): unknown {
  if (typeof found !== 'object' || found === null) return found
  if (!('default' in found)) return namedExports(found)
  const inner: unknown = found.default
  const isTranspiled = typeof inner === 'object' && inner !== null && '__esModule' in inner
  return isTranspiled ? exported(inner) : inner
}

/**
 * Loads a module.
 *
 * @throws HYD-1001
 */
export async function loadModuleFile(file: string): Promise<unknown> {
  try {
    return exported(await importFile(file))
  } catch (thrown) {
    throw unreadable(file, reasonOf(thrown), placeOf(file, thrown) ?? (await syntaxPlace(file, thrown)), thrown)
  }
}
