/**
 * Finds, reads and checks the configuration.
 * In: a folder to search from, or a file. Out: LoadedConfig; without any file an empty one, for heads can be given on the command line.
 * Why the kinds differ in what they may hold: JSON and YAML are data and can be trusted to run nothing; .ts and .js files are code.
 */
import { basename, dirname, extname, resolve } from 'node:path'
import { didYouMean, hydraError } from '../errors/index.ts'
import { checkConfig } from './check.ts'
import { Faults, unreadable, type KeyPath, type Place } from './faults.ts'
import { endings, findConfig } from './find.ts'
import { parseJson } from './json.ts'
import { loadModuleFile } from './module.ts'
import { readText } from './scan.ts'
import type { LoadedConfig } from './types.ts'
import { parseYaml } from './yaml.ts'

export interface LoadOptions {
  /** Where the search starts, and what `file` is relative to. @defaultValue the working folder */
  readonly cwd?: string
  /** A file named by the user; left out: the nearest one is searched. */
  readonly file?: string | undefined
}

interface Given {
  readonly data: unknown
  readonly isData: boolean
  readonly placeOf: (path: KeyPath) => Place | undefined
}

const noPlace = (): undefined => undefined

async function readManifest(file: string): Promise<Given> {
  const { value, placeOf } = parseJson(file, await readText(file))
  const data = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)['hydra'] : undefined
  if (data === undefined) throw unreadable(file, 'it has no key "hydra"')
  return { data, isData: true, placeOf: (path) => placeOf(['hydra', ...path]) }
}

async function read(file: string): Promise<Given> {
  if (basename(file) === 'package.json') return readManifest(file)
  const ending = extname(file).slice(1)
  const text = await readText(file)
  if (ending === 'json' || ending === 'yaml' || ending === 'yml') {
    const { value: data, placeOf } = ending === 'json' ? parseJson(file, text) : await parseYaml(file, text)
    return { data, isData: true, placeOf }
  }
  if (endings.some((known) => known === ending)) return { data: await loadModuleFile(file), isData: false, placeOf: noPlace }
  const known = endings.map((name) => `.${name}`)
  const suggestion = didYouMean(`.${ending}`, known, 'Rename the file, or write another one with `npx hydra-profiler init`.')
  throw hydraError('1002', { kind: 'kind of configuration', key: `.${ending}`, place: '', known: known.join(', '), suggestion })
}

/**
 * Loads the configuration that holds.
 *
 * @returns checked, its heads ready for profile(); an empty one where there is no file
 * @throws HYD-1001 it cannot be read or parsed, HYD-1002 an unknown key, HYD-1003 a value refused, HYD-1004 too large or too deep,
 * HYD-1006 forbidden text; several faults of keys and values come as one error with all in `details.errors`
 * @example
 * ```ts
 * const { main } = await loadConfig({ file: 'hydra.config.json' })
 * main.job.heads
 * ```
 * @since 0.1.0
 */
export async function loadConfig({ cwd = process.cwd(), file: named }: LoadOptions = {}): Promise<LoadedConfig> {
  const found = named === undefined ? await findConfig(cwd) : { file: resolve(cwd, named), others: [] }
  const empty = { job: { heads: new Map<never, never>() }, settings: {} }
  if (found === undefined) return { file: undefined, folder: resolve(cwd), home: resolve(cwd), main: empty, studies: new Map() }
  const { file, others } = found
  const folder = dirname(file)
  const { data, isData, placeOf } = await read(file)
  const checked = await checkConfig(data, { file, folder, isData, faults: new Faults(file, placeOf) })
  return { file, folder, home: named === undefined ? folder : resolve(cwd), others, ...checked }
}
