/**
 * From words to a command and its options; nothing is coerced, every value stays the text that was typed.
 * In: the words after the program's name. Out: Parsed. The words are split by node:util parseArgs over our own table.
 * Fails: HYD-1008 unknown command or option, or an option of another command; HYD-1003 a value missing or one too many.
 */
import { parseArgs } from 'node:util'
import { didYouMean, hydraError, visible, type HydraError } from '../../errors/index.ts'
import { commandNames, commands, findCommand } from './commands.ts'
import { globalOptions } from './options.ts'
import { refusal } from './refusal.ts'
import type { Command, Option, Parsed } from './types.ts'

const everyOption: readonly Option[] = [...globalOptions, ...commands.flatMap(({ options }) => options)]
const namesOf = ({ name, alias = [] }: Option): string[] => [name, ...alias]

/** Long names and letters of all commands together: no name takes a value in one command and none in another. */
const byWord = new Map(everyOption.flatMap((option) => [...namesOf(option), option.short ?? ''].filter((word) => word !== '').map((word) => [word, option] as const))) // prettier-ignore

const parserOptions = Object.fromEntries(
  everyOption.flatMap((option) =>
    namesOf(option).map((name) => {
      const type = option.value === undefined ? ('boolean' as const) : ('string' as const)
      return [
        name,
        { type, multiple: true, ...(option.short === undefined || name !== option.name ? {} : { short: option.short }) },
      ]
    }),
  ),
)

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number]
type OptionToken = Extract<Token, { kind: 'option' }>

const optionsOf = (command: Command | undefined): readonly Option[] =>
  command === undefined ? everyOption : [...globalOptions, ...command.options]

function unknownOption(typed: string, command: Command | undefined): HydraError {
  const name = typed.replace(/^--?/, '')
  const help = `Run \`npx hydra-profiler${command === undefined ? '' : ` ${command.name}`} --help\` for all options.`
  const known = optionsOf(command).flatMap(namesOf)
  const elsewhere = commands
    .filter(({ options }) => options.some((option) => namesOf(option).includes(name)))
    .map((one) => one.name)
  const where = `It belongs to ${elsewhere.join(', ')}. ${help}`
  const near = didYouMean(name, known, '').replace(/^Did you mean (.+)\?$/, 'Did you mean --$1?')
  const suggestion = elsewhere.length > 0 ? where : near === '' ? help : near
  const kind = command === undefined ? 'option' : `option of ${command.name}`
  return hydraError('1008', { kind, given: visible(typed), suggestion }, { where: { option: visible(name) } })
}

/** What an option was given; a text that looks like an option is taken for one that was forgotten a value before it. */
function valueOf(token: OptionToken, option: Option): string | undefined {
  const { value, inlineValue, rawName } = token
  if (option.value === undefined) {
    if (value !== undefined && value !== '' && option.optionalValue !== undefined) return value
    if (value !== undefined) throw refusal(rawName, 'given without a value', value, `Write ${rawName} alone.`)
    return undefined
  }
  const looksLikeOption = inlineValue === false && value !== undefined && /^--?[a-z]/i.test(value)
  if (value === undefined || looksLikeOption)
    throw refusal(rawName, `followed by ${option.value}`, value, `Write ${rawName} ${option.value}.`)
  return value
}

function findPlainCommand(tokens: readonly Token[]): { command: Command | undefined; words: string[]; help: boolean } {
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const help = words[0] === 'help'
  const [name, ...rest] = help ? words.slice(1) : words
  if (name === undefined) return { command: undefined, words: [], help }
  const command = findCommand(name)
  if (command !== undefined) return { command, words: rest, help }
  const suggestion = didYouMean(name, commandNames, `Known: ${commandNames.join(', ')}.`)
  throw hydraError('1008', { kind: 'command', given: visible(name), suggestion }, { where: { command: visible(name) } })
}

function checkWords({ name, words: allowed, usage }: Command, words: readonly string[]): void {
  const extra = words[allowed?.most ?? 0]
  if (extra !== undefined) {
    throw hydraError('1008', {
      kind: `word after ${name}`,
      given: visible(extra),
      suggestion: `Usage: npx hydra-profiler ${name} ${usage}.`,
    })
  }
  const values = allowed?.values
  const [first] = words
  if (values !== undefined && !values.includes(first ?? ''))
    throw refusal(name, `followed by ${values.join(' | ')}`, first, `Write npx hydra-profiler ${name} ${usage}.`)
}

/**
 * @param argv - the words after the program's name
 * @throws HYD-1008, HYD-1003
 */
export function parseWords(argv: readonly string[]): Parsed {
  const { tokens } = parseArgs({ args: [...argv], options: parserOptions, strict: false, tokens: true, allowPositionals: true })
  const { command, words, help } = findPlainCommand(tokens)
  const allowed = new Set(optionsOf(command))
  const given = new Map<string, true | string[]>(help ? [['help', true]] : [])
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const typed = byWord.get(token.name)
    const option = typed === undefined ? undefined : [...allowed].find(({ name }) => name === typed.name)
    if (option === undefined) throw unknownOption(token.rawName, command)
    const value = valueOf(token, option)
    if (value === undefined) given.set(option.name, true)
    else given.set(option.name, [...((given.get(option.name) as string[] | undefined) ?? []), value])
  }
  if (command !== undefined && !given.has('help') && !given.has('version')) checkWords(command, words)
  return { command, given, words }
}
