/**
 * Completion scripts of bash, zsh and fish, generated from the table: commands, options, their values, files and folders.
 * In: nothing but the table. Out: the text of a script. Why no call back into the program: a completion must answer at once.
 */
import { commands } from './commands.ts'
import { globalOptions } from './options.ts'
import type { Command, Option } from './types.ts'

export type Shell = 'bash' | 'zsh' | 'fish'

const optionsOf = (command: Command): readonly Option[] => [...command.options, ...globalOptions]
const longNames = ({ name, alias = [] }: Option): string[] => [name, ...alias].map((long) => `--${long}`)
const allNames = (option: Option): string[] => [...longNames(option), ...(option.short === undefined ? [] : [`-${option.short}`])]
/** For single quotes in a shell. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
const everyOption = [
  ...new Map([...commands.flatMap(optionsOf), ...globalOptions].map((option) => [option.name, option])).values(),
]

/** Options that take other values in a command than elsewhere. */
const ownOptions = commands.flatMap((command) =>
  command.options.flatMap((option) => {
    const other = everyOption.find(({ name }) => name === option.name)
    return String(other?.values) === String(option.values) ? [] : [{ command, option }]
  }),
)

/** `compgen` of the word before the cursor: the values of that option, files, folders, or nothing to offer. */
function bashValueCase(option: Option, command = '*'): string[] {
  if (option.value === undefined) return []
  const reply =
    option.values !== undefined
      ? `-W "${option.values.join(' ')}"`
      : option.completes === 'folder'
        ? '-d'
        : option.completes === 'file'
          ? '-f'
          : ''
  const action = reply === '' ? 'COMPREPLY=()' : `COMPREPLY=($(compgen ${reply} -- "$current"))`
  const words = allNames(option).map((name) => `${command}:${name}`)
  return [`    ${words.join('|')}) ${action}; return ;;`]
}

function bash(): string {
  const words = (command: Command): string =>
    [...(command.words?.values ?? []), ...optionsOf(command).flatMap(longNames)].join(' ')
  return [
    '# Completion of hydra and hydra-profiler for bash. Use it: source <(hydra completion bash)',
    '_hydra() {',
    '  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" word command=""',
    '  COMPREPLY=()',
    '  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
    `    case "$word" in ${commands.map(({ name }) => name).join('|')}) command="$word"; break ;; esac`,
    '  done',
    '  case "$command:$previous" in',
    ...ownOptions.flatMap(({ command, option }) => bashValueCase(option, command.name)),
    ...everyOption.flatMap((option) => bashValueCase(option)),
    '  esac',
    '  case "$command" in',
    ...commands.map((command) => `    ${command.name}) COMPREPLY=($(compgen -W "${words(command)}" -- "$current")) ;;`),
    `    *) COMPREPLY=($(compgen -W "${[...commands.map(({ name }) => name), 'help', ...globalOptions.flatMap(longNames)].join(' ')}" -- "$current")) ;;`,
    '  esac',
    '}',
    'complete -F _hydra hydra hydra-profiler',
    '',
  ].join('\n')
}

/** Inside an _arguments text brackets and colons have meanings of their own. */
const zshText = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&')

function zshOption(option: Option): string[] {
  const values = option.values !== undefined ? `(${option.values.join(' ')})` : option.completes === 'folder' ? '_files -/' : option.completes === 'file' ? '_files' : ' ' // prettier-ignore
  const argument = option.value === undefined ? '' : `:${zshText(option.value)}:${values}`
  const star = option.repeat === true ? '*' : ''
  return allNames(option).map((name) => `      ${quote(`${star}${name}[${zshText(option.help)}]${argument}`)}`)
}

function zshCommand(command: Command): string[] {
  const values = command.words?.values
  const word =
    command.words === undefined ? [] : [`      ${quote(values === undefined ? '1:study: ' : `1:word:(${values.join(' ')})`)}`]
  return [
    `    ${command.name})`,
    '      _arguments \\',
    `${[...optionsOf(command).flatMap(zshOption), ...word].join(' \\\n')} ;;`,
  ]
}

function zsh(): string {
  return [
    '#compdef hydra hydra-profiler',
    '# Completion of hydra and hydra-profiler for zsh. Use it: hydra completion zsh > "${fpath[1]}/_hydra"',
    '_hydra() {',
    '  local -a commands',
    '  commands=(',
    ...commands.map(({ name, summary }) => `    ${quote(`${name}:${summary.replaceAll(':', '\\:')}`)}`),
    '  )',
    '  if (( CURRENT == 2 )); then _describe command commands; return; fi',
    '  shift words; (( CURRENT-- ))',
    '  case "$words[1]" in',
    ...commands.flatMap(zshCommand),
    '  esac',
    '}',
    'if [[ "$funcstack[1]" = _hydra ]]; then _hydra "$@"; else compdef _hydra hydra hydra-profiler; fi',
    '',
  ].join('\n')
}

function fishOption(program: string, condition: string, option: Option): string[] {
  const { short, value, values, completes, help } = option
  const argument = value === undefined ? '' : values !== undefined ? ` -x -a ${quote(values.join(' '))}` : completes === 'folder' ? ` -x -a '(__fish_complete_directories)'` : completes === 'file' ? ' -r -F' : ' -x' // prettier-ignore
  const letter = short === undefined ? '' : ` -s ${short}`
  return longNames(option).map(
    (name) => `complete -c ${program}${condition}${letter} -l ${name.slice(2)}${argument} -d ${quote(help)}`,
  )
}

function fish(): string {
  const lines = ['hydra', 'hydra-profiler'].flatMap((program) => [
    `complete -c ${program} -f`,
    ...commands.map(({ name, summary }) => `complete -c ${program} -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`),
    ...globalOptions.flatMap((option) => fishOption(program, '', option)),
    ...commands.flatMap((command) => {
      const condition = ` -n '__fish_seen_subcommand_from ${command.name}'`
      const values = command.words?.values
      const words = values === undefined ? [] : [`complete -c ${program}${condition} -a ${quote(values.join(' '))}`]
      return [...words, ...command.options.flatMap((option) => fishOption(program, condition, option))]
    }),
  ])
  return [
    '# Completion of hydra and hydra-profiler for fish. Use it: hydra completion fish > ~/.config/fish/completions/hydra.fish',
    ...lines,
    '',
  ].join('\n')
}

const scripts: Readonly<Record<Shell, () => string>> = { bash, zsh, fish }

/** The script of a shell. */
export const completionScript = (shell: Shell): string => scripts[shell]()
