/**
 * Heads given on the command line: `--head 'name=command words'`.
 * In: texts as typed. Out: name -> command head, in order. Words are split by POSIX quoting; with --shell the whole text goes to `sh -c`.
 * Fails: HYD-1003 no name, no command, a quote left open; HYD-1005 a name given twice.
 */
import { hydraError } from '../errors/index.ts'
import type { CommandHead } from '../measure/types.ts'
import { splitWords } from '../process/words.ts'
import { refusal } from './arguments/refusal.ts'

const example = "Write for instance --head 'numeric=sort -n data.txt'."

function readHead(text: string, shell: boolean): [name: string, head: CommandHead] {
  const at = text.indexOf('=')
  const [name, command] = [text.slice(0, Math.max(0, at)), text.slice(at + 1)]
  if (name.trim() === '' || command.trim() === '') throw refusal('--head', 'NAME=COMMAND', text, example)
  return [name, shell ? { command: [command], shell: true } : { command: splitWords(command) }]
}

/** @param texts - each a NAME=COMMAND; the name ends at the first `=` */
export function commandLineHeads(texts: readonly string[], shell: boolean): Map<string, CommandHead> {
  const heads = new Map<string, CommandHead>()
  for (const text of texts) {
    const [name, head] = readHead(text, shell)
    if (heads.has(name)) throw hydraError('1005', { name }, { where: { head: name } })
    heads.set(name, head)
  }
  return heads
}
