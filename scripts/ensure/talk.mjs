// Talk on stderr, and where the project's root is.
import { dirname, resolve } from 'node:path'
import { chdir, stderr } from 'node:process'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')

export const say = (text) => stderr.write(`hydra: ${text}\n`)

export const chdirToRoot = () => chdir(root)

/** A failure whose message is for people and whose exit code is for scripts. */
export class SetupError extends Error {
  constructor(message, exitCode = 3) {
    super(message)
    this.exitCode = exitCode
  }
}
