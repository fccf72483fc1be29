/**
 * Who may end the process: the command alone. What heads left behind (timers, promises, a late process.exit) must not decide how it ends.
 * Out: `leave`, which ends it for good. Late failures become warnings; an end that we did not ask for is told and is 70, never a code of
 * Node's own. During a study the measuring room has charged such things to their heads already.
 */
import { describeThrown, hydraError } from '../../errors/index.ts'
import { exits } from '../exit.ts'

/** Captured before any head can replace it. */
const exit = process.exit.bind(process)

export interface Ending {
  readonly leave: (code: number) => never
}

/** The first few are told as they come, the others as a number at the end: a head may have left a hundred thousand timers. */
const mostTold = 3

class OrphanTeller {
  #count = 0

  readonly tell = (thrown: unknown): void => {
    this.#count += 1
    if (this.#count > mostTold) return
    process.stderr.write(`${hydraError('3009', { head: '(unknown)', what: describeThrown(thrown) }).toString()}\n`)
  }

  tellRest(): void {
    if (this.#count > mostTold)
      process.stderr.write(`HYD-3009 and ${this.#count - mostTold} more failures after the trials had ended.\n`)
  }
}

export function guardEnding(): Ending {
  let ours = false
  const orphans = new OrphanTeller()
  process.on('uncaughtException', orphans.tell)
  process.on('unhandledRejection', orphans.tell)
  process.on('exit', (code) => {
    if (ours) return
    process.exitCode = exits.bug
    const what = `the process ended before the command had (code ${code}): nothing was left to wait for, or a head ended it`
    process.stderr.write(`${hydraError('9999', { what }).toString()}\n`)
  })
  return {
    leave: (code) => {
      ours = true
      orphans.tellRest()
      return exit(code)
    },
  }
}
