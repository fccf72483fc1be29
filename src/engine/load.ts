/**
 * Finds and opens the native addon, once a thread, at the first call that wants it.
 * In: HYDRA_ENGINE_PATH, the places below. Out: the addon, or what each place said.
 * Places: HYDRA_ENGINE_PATH (a file); native/ of this package; @hydra-profiler/native-<triple>; hydra-profiler/native/ (for bundles).
 * Before opening, the size is held against the manifest beside it: a file cut in half kills the process inside dlopen, uncatchably.
 * After opening, ABI and version must be ours: else HYD-9003 is the reason.
 * State hangs on globalThis by Symbol.for, so that the ESM and the CommonJS copy of the package open it once together.
 */
import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { version } from '../../package.json'
import { hydraError } from '../errors/index.ts'
import type { Addon, Kernels } from './addon.ts'
import { fromNative } from './errors.ts'

/** Raised whenever the meaning of an export changes; equal to ABI in crates/hydra-core/src/lib.rs. */
export const abi = 3
export const packageVersion: string = version

const kernelNames = [
  'summarizeGroups',
  'successIntervals',
  'anomalyScores',
  'sketchColumn',
  'describeGroups',
  'autocorrelations',
  'weightColumns',
  'adjustPValues',
  'compareSamples',
  'bootstrapIntervals',
] as const satisfies readonly (keyof Kernels)[]

export interface Attempt {
  readonly from: string
  readonly error: string
}
export interface Loaded {
  readonly addon: Addon | undefined
  /** Where the addon was opened. */
  readonly from: string | undefined
  readonly attempts: readonly Attempt[]
}

const key = Symbol.for(`hydra.engine.${version}`)
const holder = globalThis as unknown as Record<symbol, Loaded | undefined>
const here: string | undefined = import.meta.url
const require = createRequire(typeof here === 'string' ? here : join(process.cwd(), 'noop.js'))
/** From the source tree native/ is one folder further away than from dist/. */
const up = typeof here === 'string' && here.endsWith('/src/engine/load.ts') ? '../../' : '../'

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''

/** The C library of this Linux, by what ldd is; both when there is no ldd, since the wrong one fails like any other file. */
function libraries(): readonly string[] {
  if (process.platform === 'win32') return ['-msvc']
  if (process.platform !== 'linux') return ['']
  try {
    return readFileSync('/usr/bin/ldd', 'latin1').includes('musl') ? ['-musl'] : ['-gnu']
  } catch {
    return ['-gnu', '-musl']
  }
}

/** The platforms to try: `linux-x64-gnu`. */
export const triples = (): string[] => libraries().map((library) => `${process.platform}-${process.arch}${library}`)

function places(): string[] {
  const named = process.env['HYDRA_ENGINE_PATH']
  const found = triples().flatMap((triple) => {
    const file = `hydra.${triple}.node`
    return [`${up}native/${file}`, `@hydra-profiler/native-${triple}/${file}`, `hydra-profiler/native/${file}`]
  })
  return named ? [named, ...found] : found
}

/** Throws unless the file is as long as its manifest says; only a file named by the user may do without a manifest. */
function checkSize(file: string, named: boolean): void {
  const bytes = statSync(file).size
  let text: string
  try {
    text = readFileSync(join(dirname(file), 'manifest.json'), 'utf8')
  } catch (error) {
    if (named) return
    throw error
  }
  const { files } = JSON.parse(text) as { files?: Record<string, number> }
  const expected = files?.[basename(file)]
  if (expected !== bytes && !(named && expected === undefined)) {
    throw new Error(`${bytes} bytes, its manifest says ${expected ?? 'nothing'}: cut short or of another build`)
  }
}

function checkFit(raw: Partial<Addon>, from: string): void {
  const found = typeof raw.abi === 'function' ? raw.abi() : 'none'
  const built = typeof raw.version === 'function' ? raw.version() : 'none'
  const missing = kernelNames.filter((name) => typeof raw[name] !== 'function')
  if (found === abi && built === version && missing.length === 0) return
  const lacks = missing.length === 0 ? '' : ` and lacks ${missing.join(', ')}`
  const reason = `it has ABI ${found} and version ${built}${lacks}; this package needs ABI ${abi} and version ${version}`
  throw new Error(hydraError('9003', { from, reason }).toString())
}

/** Every export behind a guard, so that a panic arrives as HYD-9999. */
export function guardAll(raw: Addon): Addon {
  const guarded = Object.create(null) as Record<string, unknown>
  for (const [name, value] of Object.entries(raw as unknown as Record<string, (...args: unknown[]) => unknown>)) {
    guarded[name] = (...args: unknown[]): unknown => {
      try {
        return value(...args)
      } catch (error) {
        throw fromNative(error)
      }
    }
  }
  return guarded as unknown as Addon
}

function openAt(from: string, named: boolean): Addon {
  const file = require.resolve(from)
  checkSize(file, named)
  const raw = require(file) as Addon
  checkFit(raw, from)
  return guardAll(raw)
}

function search(): Loaded {
  const attempts: Attempt[] = []
  const named = process.env['HYDRA_ENGINE_PATH']
  for (const from of places()) {
    try {
      return { addon: openAt(from, from === named), from, attempts }
    } catch (error) {
      attempts.push({ from, error: firstLine(error) })
    }
  }
  return { addon: undefined, from: undefined, attempts }
}

/** The addon, or why there is none; searched for once a thread. */
export const load = (): Loaded => (holder[key] ??= search())

/** All places and what each said, in one line. */
export const describeAttempts = (attempts: readonly Attempt[]): string =>
  attempts.map(({ from, error }) => `${from}: ${error}`).join('; ')
