/** `hydra pick`: one choice by a state in a file; prints head and ticket. Any number of processes may do so at a time. */
import { visible } from '../../errors/index.ts'
import { loadStudy, shownPath } from '../../files/index.ts'
import { createSelector, type Pick, type Selector, type SelectorOptions } from '../../select/index.ts'
import { refusal } from '../arguments/refusal.ts'
import { path, text, texts, whole } from '../arguments/values.ts'
import type { Context, Run } from '../context.ts'
import { exits } from '../exit.ts'
import { print } from '../output.ts'
import { given } from '../settings/given.ts'
import { changeState, noState, selectorOf, stateFile, tellEvents } from '../steps/selector.ts'
import { readWeights } from '../steps/weights.ts'

function headsOf({ parsed }: Context): string[] | undefined {
  const value = text(parsed, 'heads')
  if (value === undefined) return undefined
  const names = value.split(',').map((name) => name.trim())
  if (names.includes('')) throw refusal('--heads', 'names with commas between', value)
  return names
}

async function weightsOf({ parsed }: Context): Promise<SelectorOptions['weights']> {
  const file = path(parsed, 'weights')
  return file === undefined ? undefined : (await readWeights(file)).weights
}

/** What a state begins with. */
async function beginning(context: Context): Promise<SelectorOptions> {
  const { parsed } = context
  const folder = path(parsed, 'study')
  return given({
    heads: headsOf(context),
    study: folder === undefined ? undefined : await loadStudy(folder),
    weights: await weightsOf(context),
    policy: text(parsed, 'policy') as SelectorOptions['policy'],
    seed: whole(parsed, 'seed', 0, Number.MAX_SAFE_INTEGER),
  })
}

/** The heads that were named, and no others. */
function setHeads(selector: Selector, heads: readonly string[] | undefined, { log }: Context): void {
  if (heads === undefined) return
  const known = selector.heads
  for (const head of heads.filter((name) => !known.includes(name))) {
    selector.addHead(head)
    log.info(`${visible(head)} joins`)
  }
  for (const head of known.filter((name) => !heads.includes(name))) {
    selector.removeHead(head)
    log.info(`${visible(head)} leaves`)
  }
}

function open(state: unknown, file: string, options: SelectorOptions, context: Context): Selector {
  const { heads, study, weights, policy } = options
  if (state !== undefined) {
    const selector = selectorOf(state, given({ weights, policy }))
    setHeads(selector, heads as string[] | undefined, context)
    return selector
  }
  if (heads === undefined && study === undefined && weights === undefined) throw noState(file)
  return createSelector(options)
}

export const run: Run = async (context) => {
  const { parsed } = context
  const file = stateFile(context)
  const options = await beginning(context)
  const asked = given({ context: text(parsed, 'context'), exclude: texts(parsed, 'exclude') })
  const pick = await changeState(
    file,
    (state) => open(state, file, options, context),
    (selector): Pick => {
      tellEvents(selector, context, visible)
      return selector.pick(asked)
    },
  )
  print(context, { state: shownPath(file), pick }, () => [`${visible(pick.head)} ${pick.ticket}`])
  return exits.ok
}
