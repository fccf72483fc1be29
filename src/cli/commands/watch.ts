/** `hydra watch`: the state of a selector as it is in its file, again and again. Nothing is written, no lock is taken. */
import { setTimeout as sleep } from 'node:timers/promises'
import { describeThrown, isHydraError } from '../../errors/index.ts'
import { fileStore, shownPath } from '../../files/index.ts'
import { asciiLine } from '../../report/index.ts'
import { duration, isGiven } from '../arguments/values.ts'
import type { Context, Run } from '../context.ts'
import { exits } from '../exit.ts'
import { documentSchema, print } from '../output.ts'
import { selectorLines, type SelectorView } from '../show/selector.ts'
import { noState, selectorOf, stateFile } from '../steps/selector.ts'

const standardMs = 1000
const clearScreen = '\u001b[2J\u001b[H'
const redraw = '\u001b[H\u001b[J'

/** Rewards by a function of the program are not made here; what was learned by them shows. */
const readOnly = { reward: (): number => 0 }

const hasFunction = (state: unknown): boolean =>
  (state as { settings?: { reward?: { reward?: unknown } } } | null)?.settings?.reward?.reward === null

/** @throws HYD-5013, HYD-6003, HYD-6004; undefined where there is no file */
async function look(file: string): Promise<SelectorView | undefined> {
  const state = await fileStore(file).load()
  if (state === undefined) return undefined
  const selector = selectorOf(state, hasFunction(state) ? readOnly : {})
  return { explanation: selector.explain(), heads: selector.heads.map((head) => selector.explain(head)) }
}

/** One picture after the other; on a terminal in the same place. */
function show(view: SelectorView, file: string, context: Context, frame: number): void {
  const { json, out, unicode, env } = context
  if (json) return out(`${JSON.stringify({ schema: documentSchema, command: 'watch', file: shownPath(file), ...view })}\n`)
  const isTerminal = Number.isFinite(context.sentences) && env['TERM'] !== 'dumb'
  const lines = [`${shownPath(file)}  ${context.now().toISOString()}`, '', ...selectorLines(view, context)]
  const start = isTerminal ? (frame === 0 ? clearScreen : redraw) : frame === 0 ? '' : '\n'
  out(`${start}${(unicode ? lines : lines.map(asciiLine)).join('\n')}\n`)
}

async function follow(file: string, everyMs: number, context: Context): Promise<void> {
  const { signal } = context.interrupt
  let [frame, said] = [0, '']
  const say = (text: string): void => {
    if (text !== said && text !== '') context.log.warning(text)
    said = text
  }
  while (!signal.aborted) {
    try {
      const view = await look(file)
      say(view === undefined ? `there is no ${shownPath(file)} yet; waiting for it` : '')
      if (view !== undefined) show(view, file, context, frame++)
    } catch (thrown) {
      if (!isHydraError(thrown)) throw thrown
      say(describeThrown(thrown))
    }
    await sleep(everyMs, undefined, { signal }).catch(() => undefined)
  }
}

export const run: Run = async (context) => {
  const file = stateFile(context, 'selector')
  const everyMs = duration(context.parsed, 'every') ?? standardMs
  if (!isGiven(context.parsed, 'once')) {
    await follow(file, everyMs, context)
    return exits.ok
  }
  const view = await look(file)
  if (view === undefined) throw noState(file)
  print(context, { file: shownPath(file), ...view }, () => selectorLines(view, context))
  return exits.ok
}
