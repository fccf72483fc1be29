/**
 * The heads of `hydra compare`: each word is a command, run once for each value of each parameter.
 * In: commands, names and parameters as typed. Out: name -> command head, in order. A name is the command itself unless --name gives one.
 * Fails: HYD-1007 no command, HYD-1003 a parameter that is not NAME=A,B or that no command uses, names too many.
 */
import { hydraError } from '../errors/index.ts'
import type { CommandHead } from '../measure/types.ts'
import { runToEnd, splitWords } from '../process/index.ts'
import { refusal } from './arguments/refusal.ts'

export interface CompareWords {
  readonly commands: readonly string[]
  readonly names: readonly string[]
  readonly parameters: readonly string[]
  readonly shell: boolean
  readonly prepare: string | undefined
  readonly cleanup: string | undefined
}

interface Parameter {
  readonly name: string
  readonly values: readonly string[]
}

/** A command, or a name, with the values put in. */
type Filled = readonly [name: string, command: string]

function readParameter(text: string): Parameter {
  const [, name, values] = /^([\w-]+)=(.+)$/s.exec(text) ?? []
  if (name === undefined || values === undefined)
    throw refusal('--parameter', 'NAME=A,B', text, 'Write for instance -P level=1,6,9.')
  return { name, values: values.split(',') }
}

const holds = (text: string, name: string): boolean => text.includes(`{${name}}`)
const put = (text: string, name: string, value: string): string => text.replaceAll(`{${name}}`, value)

/** One command for each value of the parameter; as it is where it does not use it. */
function spread([name, command]: Filled, parameter: Parameter): Filled[] {
  if (!holds(command, parameter.name)) return [[name, command]]
  const own = (value: string): string =>
    holds(name, parameter.name) || name === command ? put(name, parameter.name, value) : `${name} ${parameter.name}=${value}`
  return parameter.values.map((value) => [own(value), put(command, parameter.name, value)])
}

function fillAll({ commands, names, parameters }: CompareWords): Filled[] {
  if (names.length > commands.length)
    throw refusal('--name', `given at most ${commands.length} times, once a command`, names.join(', '))
  const filled = commands.map((command, index): Filled => [names[index] ?? command, command])
  return parameters.map(readParameter).reduce((all, parameter) => {
    if (!all.some(([, command]) => holds(command, parameter.name)))
      throw refusal('--parameter', 'used by a command', parameter.name, `Write {${parameter.name}} where its value shall stand.`)
    return all.flatMap((one) => spread(one, parameter))
  }, filled)
}

/** A command that must end well, for the hooks around runs. */
async function runHelper(text: string, shell: boolean): Promise<void> {
  const argv = shell ? (['/bin/sh', '-c', text] as const) : splitWords(text)
  const [program, ...rest] = argv
  if (program === undefined) throw refusal('--prepare', 'a command', text)
  const { exitCode, signal, stderr } = await runToEnd({ argv: [program, ...rest] })
  if (exitCode !== 0) throw new Error(`${text}: ${signal ?? `code ${exitCode}`} ${stderr.split('\n', 1)[0] ?? ''}`.trim())
}

function headOf(command: string, { shell, prepare, cleanup }: CompareWords): CommandHead {
  if (command.trim() === '') throw refusal('compare', 'followed by commands', command)
  return {
    command: shell ? [command] : splitWords(command),
    shell,
    ...(prepare === undefined ? {} : { beforeEach: () => runHelper(prepare, shell) }),
    ...(cleanup === undefined ? {} : { teardown: () => runHelper(cleanup, shell) }),
  }
}

/** One command may be held against itself: the second gets ` #2`. */
function unusedName(heads: ReadonlyMap<string, unknown>, name: string, number = 1): string {
  const numbered = number === 1 ? name : `${name} #${number}`
  return heads.has(numbered) ? unusedName(heads, name, number + 1) : numbered
}

/** @throws HYD-1003, HYD-1007 */
export function compareHeads(words: CompareWords): Map<string, CommandHead> {
  if (words.commands.length === 0) throw hydraError('1007', { task: 'compare' })
  const heads = new Map<string, CommandHead>()
  for (const [name, command] of fillAll(words)) heads.set(unusedName(heads, name), headOf(command, words))
  return heads
}
