/**
 * Heads of a configuration as heads that profile() takes.
 * In: a text or a list (a command), { command }, { module }, and in modules functions and definitions. Out: names with heads, in order.
 * Commands run in the configuration's folder unless they say otherwise, and paths of modules start there: what a file means must not
 * depend on where the command was started.
 */
import { resolve } from 'node:path'
import { isHydraError } from '../errors/index.ts'
import type { CommandHead, Head, ModuleHead } from '../measure/types.ts'
import { splitWords } from '../process/words.ts'
import type { KeyPath } from './faults.ts'
import { entriesOf } from './parsed.ts'
import { fits, headRules } from './rules.ts'
import { isRecord, own, type Source } from './source.ts'
import { durationMs } from './time.ts'

type AnyHead = Head<never, unknown>
type Fields = Readonly<Record<string, unknown>>

const settings = ['timeoutMs', 'timeout', 'cost']
const keysOf = {
  command: ['command', 'cwd', 'env', 'input', 'shell', 'successCodes', 'kind', 'version', ...settings],
  module: ['module', 'export', 'kind', 'version', 'isolation', ...settings],
} as const
const forms = ['a text (a command)', 'a list of words', '{ command }', '{ module }']
const codeForms = [...forms, 'a function', '{ run }']
const wordsForm = 'a text or a list of texts, the program first'

/** Checks the keys and fields of a head. */
function checkFields(fields: Fields, known: readonly string[], at: KeyPath, { faults }: Source): void {
  for (const key of Object.keys(fields)) {
    const rule = headRules.get(key)
    if (!known.includes(key)) faults.unknown([...at, key], 'key', key, known)
    else if (rule !== undefined && fields[key] !== undefined && !fits(rule, fields[key]))
      faults.refuse([...at, key], rule.expected, fields[key])
  }
  if (own(fields, 'timeout') !== undefined && own(fields, 'timeoutMs') !== undefined) {
    faults.refuse([...at, 'timeout'], 'left out where timeoutMs is given', fields['timeout'])
  }
}

/** Limit and cost of a head. */
function settingsOf(fields: Fields): { timeoutMs?: number; cost?: number } {
  const limit = durationMs(fields['timeout']) ?? fields['timeoutMs']
  const cost = fields['cost']
  return {
    ...(limit === undefined ? {} : { timeoutMs: limit as number }),
    ...(cost === undefined ? {} : { cost: cost as number }),
  }
}

/** The words of a command; undefined when they were refused. */
function wordsOf(command: unknown, at: KeyPath, { faults }: Source): string[] | undefined {
  if (Array.isArray(command)) {
    const wrong = command.findIndex((word) => typeof word !== 'string')
    if (wrong >= 0) faults.refuse([...at, wrong], 'a text: put it in quotes', command[wrong])
    else if (command.length > 0 && command[0] !== '') return [...(command as string[])]
    else faults.refuse(at, wordsForm, command)
    return undefined
  }
  try {
    const words = typeof command === 'string' ? splitWords(command) : []
    if (words.length > 0 && words[0] !== '') return words
    faults.refuse(at, wordsForm, command)
  } catch (thrown) {
    if (!isHydraError(thrown)) throw thrown
    faults.refuse(at, 'a text with every quote closed', command)
  }
  return undefined
}

/** With `shell` the text goes to the shell as it is. */
function argvOf(fields: Fields, at: KeyPath, source: Source): string[] | undefined {
  const command = fields['command']
  const place = [...at, 'command']
  if (fields['shell'] !== true) return wordsOf(command, place, source)
  const text: unknown = Array.isArray(command) && command.length === 1 ? command[0] : command
  if (typeof text === 'string' && text.trim() !== '') return [text]
  source.faults.refuse(place, 'one text, as shell is true', command)
  return undefined
}

function envOf(env: unknown, at: KeyPath, { faults }: Source): Readonly<Record<string, string>> | undefined {
  if (!isRecord(env)) {
    faults.refuse(at, 'a record of texts', env)
    return undefined
  }
  for (const [key, value] of Object.entries(env)) if (typeof value !== 'string') faults.refuse([...at, key], 'a text', value)
  return env as Readonly<Record<string, string>>
}

function commandHead(fields: Fields, at: KeyPath, source: Source): AnyHead | undefined {
  checkFields(fields, keysOf.command, at, source)
  const command = argvOf(fields, at, source)
  const env = fields['env'] === undefined ? undefined : envOf(fields['env'], [...at, 'env'], source)
  if (command === undefined) return undefined
  const { cwd, input, shell, successCodes, kind, version } = fields as unknown as Partial<CommandHead>
  return {
    command,
    cwd: typeof cwd === 'string' ? resolve(source.folder, cwd) : source.folder,
    ...(env === undefined ? {} : { env }),
    ...(input === undefined ? {} : { input }),
    ...(shell === undefined ? {} : { shell }),
    ...(successCodes === undefined ? {} : { successCodes }),
    ...(kind === undefined ? {} : { kind }),
    ...(version === undefined ? {} : { version }),
    ...settingsOf(fields),
  }
}

const isUrl = (text: string): boolean => /^(?:file|data|node):/.test(text)

function moduleHead(fields: Fields, at: KeyPath, source: Source): AnyHead {
  checkFields(fields, keysOf.module, at, source)
  const { module, export: name, kind, version, isolation } = fields as unknown as ModuleHead
  const target = typeof module === 'string' && !isUrl(module) ? resolve(source.folder, module) : module
  return {
    module: target,
    ...(name === undefined ? {} : { export: name }),
    ...(kind === undefined ? {} : { kind }),
    ...(version === undefined ? {} : { version }),
    ...(isolation === undefined ? {} : { isolation }),
    ...settingsOf(fields),
  }
}

function headOf(head: unknown, at: KeyPath, source: Source): AnyHead | undefined {
  if (typeof head === 'string' || Array.isArray(head)) {
    const command = wordsOf(head, at, source)
    return command === undefined ? undefined : { command, cwd: source.folder }
  }
  const kinds = isRecord(head) ? (['command', 'module'] as const).filter((kind) => own(head, kind) !== undefined) : []
  if (isRecord(head) && kinds.length === 1 && own(head, 'run') === undefined) {
    return kinds[0] === 'command' ? commandHead(head, at, source) : moduleHead(head, at, source)
  }
  const isCode =
    typeof head === 'function' ||
    (typeof head === 'object' && head !== null && typeof (head as { run?: unknown }).run === 'function')
  if (!source.isData && isCode && kinds.length === 0) return head as AnyHead
  source.faults.refuse(at, `a head: ${(source.isData ? forms : codeForms).join(', ')}`, head)
  return undefined
}

/**
 * Checks and prepares heads.
 *
 * @param heads - a record or a Map; names are any text but the empty one
 */
export function headsOf(heads: unknown, at: KeyPath, source: Source): ReadonlyMap<string, AnyHead> {
  const ready = new Map<string, AnyHead>()
  if (!(heads instanceof Map) && !isRecord(heads)) {
    source.faults.refuse(at, 'a record of heads by name', heads)
    return ready
  }
  const pairs = heads instanceof Map ? [...(heads as ReadonlyMap<unknown, unknown>)] : entriesOf(heads)
  for (const [name, given] of pairs) {
    if (typeof name !== 'string' || name === '') {
      source.faults.refuse(at, 'a record whose names are texts of at least one character', name)
      continue
    }
    const head = headOf(given, [...at, name], source)
    if (head !== undefined) ready.set(name, head)
  }
  return ready
}
