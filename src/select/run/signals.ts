/**
 * Who is to be told when a signal aborts. One listener a signal, however many calls it is of: Node warns of a leak from the eleventh on.
 * The listener goes when the last call that waits for the signal is over.
 */
interface Call {
  aborted(): void
}

const waiting = new WeakMap<AbortSignal, Waiting>()

class Waiting {
  readonly calls = new Set<Call>()

  handleEvent(): void {
    for (const call of [...this.calls]) call.aborted()
  }
}

export function listen(signal: AbortSignal, call: Call): void {
  let all = waiting.get(signal)
  if (all === undefined) {
    all = new Waiting()
    waiting.set(signal, all)
  }
  if (all.calls.size === 0) signal.addEventListener('abort', all)
  all.calls.add(call)
}

export function unlisten(signal: AbortSignal, call: Call): void {
  const all = waiting.get(signal)
  if (all === undefined || !all.calls.delete(call)) return
  if (all.calls.size === 0) signal.removeEventListener('abort', all)
}
