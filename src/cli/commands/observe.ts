/** `hydra observe TICKET`: what came of a pick, into the state that it was picked by. */
import { visible } from '../../errors/index.ts'
import { shownPath } from '../../files/index.ts'
import type { Observed, Outcome, Selector } from '../../select/index.ts'
import { refusal } from '../arguments/refusal.ts'
import type { Parsed } from '../arguments/types.ts'
import { decimal, isGiven, signed, text } from '../arguments/values.ts'
import type { Run } from '../context.ts'
import { exits } from '../exit.ts'
import { print } from '../output.ts'
import { given } from '../settings/given.ts'
import { changeState, noState, selectorOf, stateFile, tellEvents } from '../steps/selector.ts'

const ends = ['ok', 'failed', 'abandoned'] as const

function ticketOf({ words }: Parsed): number {
  const [word] = words
  const ticket = /^\d{1,16}$/.test(word ?? '') ? Number(word) : NaN
  if (Number.isSafeInteger(ticket)) return ticket
  throw refusal('observe', 'followed by a ticket', word, 'Give the number that `npx hydra-profiler pick` printed after the head.')
}

function outcomeOf(parsed: Parsed): Outcome {
  const [end, ...others] = ends.filter((name) => isGiven(parsed, name))
  if (end === undefined || others.length > 0) {
    const got = end === undefined ? undefined : [end, ...others].map((name) => `--${name}`).join(' ')
    throw refusal('observe', 'given one of --ok, --failed, --abandoned', got, 'Say what came of the pick.')
  }
  return {
    ...(end === 'abandoned' ? { abandoned: true } : { ok: end === 'ok' }),
    ...given({
      durationMs: decimal(parsed, 'duration-ms', 0, Infinity),
      cost: decimal(parsed, 'cost', 0, Infinity),
      quality: signed(parsed, 'quality'),
      retryAfterMs: decimal(parsed, 'retry-after-ms', 0, Infinity),
      error: text(parsed, 'error'),
    }),
  }
}

export const run: Run = async (context) => {
  const { parsed } = context
  const file = stateFile(context)
  const ticket = ticketOf(parsed)
  const outcome = outcomeOf(parsed)
  const observed: Observed[] = []
  const open = (state: unknown): Selector => {
    if (state === undefined) throw noState(file)
    return selectorOf(state, { onObservation: (observation) => void observed.push(observation) })
  }
  const head = await changeState(file, open, (selector) => {
    tellEvents(selector, context, visible)
    selector.observe(ticket, outcome)
    return selector.explain(observed[0]!.head)
  })
  print(context, { state: shownPath(file), observed: observed[0], head }, () => [
    `${visible(head.head)}: ${visible(head.reason)}`,
  ])
  return exits.ok
}
