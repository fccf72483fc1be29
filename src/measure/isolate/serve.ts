/**
 * Answers the host, one question after the other.
 * In: messages. Out: answers, and tales between them. The guard is up for as long as the isolate lives: what a head throws late, and its
 * attempts to end the process, are told as they are inline.
 */
import { describeThrown, hydraError, isHydraError } from '../../errors/index.ts'
import { breathe, memoryBytes, now, rssBytes } from '../builtins.ts'
import { renew } from '../tune.ts'
import { warmAnew } from '../warm-anew.ts'
import { raiseGuard } from '../trial/guard.ts'
import type { TrialResult } from '../trial/run.ts'
import type { Scope } from '../trial/scope.ts'
import { toText } from './errors.ts'
import { Guest, type Telling } from './guest.ts'
import type { Answer, Ask, ToHost, ToIsolate, TrialText } from './protocol.ts'

type Content = Omit<Answer, 'id'>
type Question = Extract<ToIsolate, { ask: Ask }>

/** Calls that begin so soon after another need no message of their own: the host waits that much longer. */
const untoldMs = 5

export class Server {
  readonly #post: (message: ToHost) => void
  readonly #isProcess: boolean
  #guest: Guest | undefined
  #scope: Scope | undefined
  #toldAt = now()
  #isCapped = false

  /** @param isProcess - a process of its own: its memory is that of the head */
  constructor(post: (message: ToHost) => void, isProcess: boolean) {
    this.#post = post
    this.#isProcess = isProcess
    raiseGuard()
  }

  async take(message: ToIsolate): Promise<void> {
    if ('abort' in message) return this.#scope?.stop?.('aborted', new Error(message.abort))
    this.#toldAt = now()
    const { id } = message
    const answer = { id, ...(await this.#answer(message)), ...this.#memory() }
    try {
      this.#post(answer)
    } catch (thrown) {
      this.#post({ ...answer, trial: this.#uncrossed(answer.trial!, thrown) })
    }
  }

  readonly #telling: Telling = {
    begins: (limitMs) => {
      if (now() - this.#toldAt < untoldMs) return
      this.#toldAt = now()
      this.#post({ tell: 'begins', limitMs })
    },
    late: () => this.#post({ tell: 'late' }),
    orphan: (thrown) => this.#post({ tell: 'orphan', what: describeThrown(thrown) }),
    warn: (warning) => this.#post({ tell: 'warn', error: toText(warning) }),
    enter: (scope) => void (this.#scope = scope),
  }

  async #answer({ ask, sent }: Question): Promise<Content> {
    if (ask.do === 'open') return this.#open(ask)
    const guest = this.#guest!
    guest.hands.sent = sent
    guest.hands.output = undefined
    return { ...(await this.#do(ask, guest)), state: guest.state(), ...guest.news() }
  }

  async #open({ recipe }: Extract<Ask, { do: 'open' }>): Promise<Content> {
    this.#isCapped = recipe.memoryBytes !== undefined
    const guest = await Guest.open(recipe, this.#telling)
    if (isHydraError(guest)) return { error: toText(guest) }
    this.#guest = guest
    return { state: guest.state() }
  }

  async #do(ask: Exclude<Ask, { do: 'open' }>, guest: Guest): Promise<Content> {
    const { head } = guest
    switch (ask.do) {
      case 'warmUp': {
        const { tookMs, ...result } = await head.warmUp(ask.trial)
        return { trial: this.#text(result), tookMs }
      }
      case 'visit':
        return { trial: this.#text(await guest.visit(ask)) }
      case 'tune':
        await guest.tune()
        return {}
      case 'adopt':
        guest.adopt(ask.state)
        return {}
      case 'renew':
        await renew(head, 0)
        return {}
      case 'warmAnew':
        await warmAnew([head], ask.block, ask.warming, () => Promise.resolve(true))
        return {}
      case 'tearDown':
        return this.#tearDown(guest)
    }
  }

  async #tearDown({ head }: Guest): Promise<Content> {
    const error = await head.hook('teardown')
    await breathe()
    await breathe()
    return error === undefined ? {} : { error: toText(error) }
  }

  #text(result: TrialResult): TrialText {
    const { error, rssBytes: told, ...figures } = result
    const output = result.outcome === 'success' ? this.#guest?.hands.output : undefined
    const rss = told ?? (this.#isProcess ? rssBytes() : undefined)
    return { ...figures, rssBytes: rss, error: error === undefined ? undefined : toText(error), output }
  }

  /** An answer that no clone can carry was right or wrong for nobody. */
  #uncrossed(trial: TrialText, thrown: unknown): TrialText {
    const { name: head, at } = this.#guest!.head
    const what = `its answer cannot be handed to the host, who judges it (${describeThrown(thrown)})`
    const error = toText(hydraError('3004', { head, trial: at, what }, { where: { head, trial: at } }))
    return { ...trial, outcome: 'error', error, output: undefined }
  }

  #memory(): { readonly memoryBytes?: number } {
    if (!this.#isCapped) return {}
    return { memoryBytes: this.#isProcess ? rssBytes() : memoryBytes() }
  }
}
