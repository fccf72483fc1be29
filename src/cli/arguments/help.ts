/** The help pages, laid out from the table. In: the table, columns of the terminal. Out: text. */
import { pad, plain, textWidth, wrap, type Paint } from '../../report/index.ts'
import { commands } from './commands.ts'
import { globalOptions } from './options.ts'
import type { Command, Option } from './types.ts'

export interface HelpOptions {
  readonly columns: number
  readonly paint?: Paint
}

const widest = 34

/** Rows of two columns; a left side that is too long stands on a line of its own. */
function rows(entries: readonly (readonly [left: string, right: string])[], { columns, paint = plain }: HelpOptions): string[] {
  const width = Math.min(widest, Math.max(...entries.map(([left]) => textWidth(left))))
  return entries.flatMap(([left, right]) => {
    const [first = '', ...rest] = wrap(right, Math.max(30, columns - width - 5))
    const indent = ' '.repeat(width + 4)
    const head =
      textWidth(left) > width ? [`  ${paint.cyan(left)}`, `${indent}${first}`] : [`  ${paint.cyan(pad(left, width))}  ${first}`]
    return [...head.map((line) => line.trimEnd()), ...rest.map((line) => indent + line)]
  })
}

function optionRow({
  name,
  short,
  alias = [],
  value,
  optionalValue,
  values,
  default: fallback,
  repeat,
  help,
}: Option): [string, string] {
  const names = [...(short === undefined ? [] : [`-${short}`]), `--${name}`, ...alias.map((other) => `--${other}`)]
  const left = `${names.join(', ')}${value === undefined ? '' : ` ${value}`}${optionalValue === undefined ? '' : `[=${optionalValue}]`}`
  const notes = [values === undefined ? '' : values.join(' | '), repeat === true ? 'may be repeated' : '', fallback === undefined ? '' : `default: ${fallback}`].filter((note) => note !== '') // prettier-ignore
  return [left, notes.length === 0 ? help : `${help} [${notes.join('; ')}]`]
}

const title = (text: string, { paint = plain }: HelpOptions): string => paint.bold(text)

const firstSteps: readonly (readonly [string, string])[] = [
  ["npx hydra-profiler profile --head 'a=sort -n f.txt' --head 'b=sort -g f.txt'", 'two commands, no file needed'],
  ['npx hydra-profiler init', 'a configuration that runs as it is'],
  ['npx hydra-profiler pipeline', 'measure, weigh, summarise, check'],
]

const exitCodes: readonly (readonly [string, string])[] = [
  ['0', 'all is well'],
  ['1', 'the new weights are worse'],
  ['2', 'usage or configuration'],
  ['3', 'environment: files, programs, rights, engine'],
  ['4', 'a head had not one success (everything is measured and written)'],
  ['5', 'a head held the process for good; what `profile` had finished is written'],
  ['70', 'a bug of ours'],
  ['130, 143', 'interrupted by SIGINT, SIGTERM; what `profile` has finished is written'],
]

/** Several examples: each command on its line, its meaning below when it would not fit. */
const examples = (list: readonly (readonly [string, string])[], { paint = plain }: HelpOptions): string[] =>
  list.flatMap(([command, meaning]) => [`  ${paint.dim(`# ${meaning}`)}`, `  ${command}`])

/** The page of the whole program. */
export function mainHelp(options: HelpOptions): string {
  const at = (text: string): string => title(text, options)
  return [
    `${at('hydra')}: several ways of doing one job are profiled, compared, weighed and checked.`,
    '',
    at('Usage'),
    '  npx hydra-profiler COMMAND [options]      (installed: hydra or hydra-profiler)',
    '',
    at('Commands'),
    ...rows(commands.map(({ name, summary }) => [name, summary]), options), // prettier-ignore
    '',
    at('Options of every command'),
    ...rows(globalOptions.map(optionRow), options),
    '',
    at('First steps'),
    ...examples(firstSteps, options),
    '',
    at('Words'),
    ...rows([['head', 'one way of doing the job'], ['trial', 'one measured execution of a head'], ['verify', 'checks an answer'], ['validate', 'compares weights'], ['watch', 'follows live']], options), // prettier-ignore
    '',
    at('Ends with'),
    ...rows(exitCodes, options),
    '',
    'npx hydra-profiler COMMAND --help says more about a command.',
    '',
  ].join('\n')
}

/** The page of one command. */
export function commandHelp(
  { name, summary, usage, text, options: own, examples: lines }: Command,
  options: HelpOptions,
): string {
  const at = (heading: string): string => title(heading, options)
  const paragraphs = text.flatMap((paragraph) => wrap(paragraph, Math.max(40, options.columns - 2)))
  const ownRows = own.length === 0 ? [] : [at('Options'), ...rows(own.map(optionRow), options), '']
  return [
    `${at(`hydra ${name}`)}: ${summary}`,
    '',
    at('Usage'),
    `  npx hydra-profiler ${name} ${usage}`,
    '',
    ...paragraphs,
    '',
    ...ownRows,
    at('Options of every command'),
    ...rows(globalOptions.map(optionRow), options),
    '',
    at('Examples'),
    ...examples(lines, options),
    '',
  ].join('\n')
}
