/**
 * The state of a selector in a file, for commands: read, changed and written while no other process does.
 * In: a path, what to do with the selector. Out: what that gave. Fails: HYD-5024 no state, HYD-5013, HYD-6003, HYD-6004 a state that cannot be read,
 * HYD-5020 locked for too long; the file is then as it was.
 */
import { hydraError } from '../../errors/index.ts'
import { fileStore, shownPath } from '../../files/index.ts'
import { restoreSelector, type Selector, type SelectorOptions } from '../../select/index.ts'
import { path } from '../arguments/values.ts'
import type { Context } from '../context.ts'

const standardFile = 'hydra_selector.json'

export const stateFile = ({ parsed }: Context, option: 'state' | 'selector' = 'state'): string =>
  path(parsed, option) ?? standardFile

export function noState(file: string): Error {
  const shown = shownPath(file)
  const remedy = `Make it: npx hydra-profiler pick --state ${shown} --heads NAME,NAME.`
  return hydraError('5024', { path: shown, remedy }, { where: { path: shown } })
}

/** A selector that goes on from a state under the very same name. */
export function selectorOf(state: unknown, options: Partial<SelectorOptions> = {}): Selector {
  const origin = (state as { origin?: unknown } | null)?.origin
  return restoreSelector(state, { ...options, ...(typeof origin === 'string' && origin !== '' && { origin }) })
}

/**
 * @param open - makes the selector of the state; of undefined where there is none
 * @param work - with the selector; what it throws is passed on, and nothing is written
 */
export async function changeState<T>(
  file: string,
  open: (state: unknown) => Selector,
  work: (selector: Selector) => T,
): Promise<T> {
  const results: T[] = []
  await fileStore(file).update((state) => {
    const selector = open(state)
    results.push(work(selector))
    return selector.snapshot()
  })
  return results[0]!
}

/** Says which heads go out and come back. */
export function tellEvents(selector: Selector, { log }: Context, shown: (head: string) => string): void {
  selector.on('ejected', ({ head, reason, forMs }) =>
    log.warning(`${shown(head)} is out for ${Math.round(forMs / 1000)} s: ${shown(reason)}`),
  )
  selector.on('restored', ({ head, reason }) => log.info(`${shown(head)} is back: ${shown(reason)}`))
  selector.on('degraded', ({ head }) => log.warning(`all heads are out; ${shown(head)} is the least bad one`))
}
