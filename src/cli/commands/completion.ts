/** `hydra completion bash|zsh|fish`: prints the script of a shell. */
import { completionScript, type Shell } from '../arguments/completion.ts'
import type { Run } from '../context.ts'
import { print } from '../output.ts'

export const run: Run = (context) => {
  const shell = context.parsed.words[0] as Shell
  const script = completionScript(shell)
  print(context, { shell, script }, () => [script.trimEnd()])
  return Promise.resolve(0)
}
