/** Heads for tests of run(): late ones, ones that never answer, failing ones; and what a selector must have come back to. */
import { expect } from 'vitest'
import { createSelector, type Selector, type SelectorOptions } from '../../../src/select/index.ts'
import type { CallContext } from '../../../src/select/index.ts'

export type Context = CallContext

/** Picks heads in their order: the first one always, the others as it is excluded. */
export function inOrder<I, O>(options: SelectorOptions<I, O>): Selector<I, O> {
  const names = Array.isArray(options.heads) ? (options.heads as string[]) : Object.keys(options.heads as object)
  const weights = Object.fromEntries(names.map((name, place) => [name, place === 0 ? 1 : 0]))
  return createSelector<I, O>({ policy: 'weighted', weights, seed: 1, explore: 0, ...options })
}

export const never = (): Promise<never> => new Promise(() => undefined)

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Ends when its signal aborts, with its reason. */
export const untilAborted = (_: unknown, { signal }: Context): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })

export function failing(properties: object, message = 'it failed'): () => never {
  return () => {
    throw Object.assign(new Error(message), properties)
  }
}

/** Nothing is under way, and each head was observed so often; abandoned calls beside it. */
export function expectObserved(selector: Selector<never, never> | Selector, counts: Readonly<Record<string, number>>): void {
  const all = selector as Selector
  const found = Object.fromEntries(all.heads.map((head) => [head, all.explain(head)]))
  expect(Object.fromEntries(Object.entries(found).map(([head, { pending }]) => [head, pending]))).toEqual(
    Object.fromEntries(all.heads.map((head) => [head, 0])),
  )
  expect(Object.fromEntries(Object.entries(found).map(([head]) => [head, observationsOf(all, head)]))).toEqual(counts)
}

export function observationsOf(selector: Selector, head: string): number {
  return Number(new RegExp(`observations_total\\{head="${head}"\\} (\\d+)`).exec(selector.metrics())?.[1])
}

/** Listeners on a signal, counted. */
export function countedSignal(): { readonly controller: AbortController; readonly count: () => number } {
  const controller = new AbortController()
  const listeners = new Set<unknown>()
  const { signal } = controller
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  signal.addEventListener = (...args: Parameters<typeof add>) => (listeners.add(args[1]), add(...args))
  signal.removeEventListener = (...args: Parameters<typeof remove>) => (listeners.delete(args[1]), remove(...args))
  return { controller, count: () => listeners.size }
}
