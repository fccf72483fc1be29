/**
 * A configuration that is a module: .ts and .mts by jiti (loaded only then), the others by import().
 * In: its path. Out: its default export, else its named exports as the keys. It runs code: only a file of the project itself is loaded.
 * Fails: HYD-1001 it cannot be loaded or throws, with line and column where the stack tells them.
 */
import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describeThrown } from '../errors/index.ts'
import { unreadable, type Place } from './faults.ts'
import { bareRecord } from './parsed.ts'

const typescript = new Set(['.ts', '.mts'])
const notKeys = new Set(['default', '__esModule', 'module.exports'])

async function importFile(file: string): Promise<unknown> {
  if (!typescript.has(extname(file))) return import(/* @vite-ignore */ pathToFileURL(file).href)
  const { createJiti } = await import('jiti')
  return createJiti(pathToFileURL(file).href, { fsCache: false, interopDefault: false }).import(file)
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

function reasonOf(thrown: unknown): string {
  const what = describeThrown(thrown)
  const lacksHydra = /Cannot find (?:package|module) 'hydra-profiler'/.test(what)
  return lacksHydra
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
    throw unreadable(file, reasonOf(thrown), placeOf(file, thrown), thrown)
  }
}
