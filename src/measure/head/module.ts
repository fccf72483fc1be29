/**
 * A head that stands in a module of its own: loaded before the study, run inline.
 * In: a path (relative to the working folder) or URL, and the name of an export. Out: the function or definition found there.
 */
import { isAbsolute, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { didYouMean, hydraError, kindOf, show } from '../../errors/index.ts'
import type { HeadDefinition, ModuleHead } from '../types.ts'

type Found = HeadDefinition<never, unknown> | HeadDefinition<never, unknown>['run']

const isUrl = (text: string): boolean => /^(file|data|node):/.test(text)

export function urlOf(module: string | URL): string {
  if (typeof module !== 'string') return module.href
  if (isUrl(module)) return module
  return pathToFileURL(isAbsolute(module) ? module : resolve(module)).href
}

/** Modules of Node itself exist once. */
export const canReload = ({ module }: ModuleHead): boolean => !urlOf(module).startsWith('node:')

/** Another address of the same module: to Node it is another one. A query would be read as part of a `data:` module. */
function addressOf(module: string | URL, instance: number): string {
  const url = urlOf(module)
  if (instance === 1) return url
  const mark = url.startsWith('data:') ? '#' : url.includes('?') ? '&' : '?'
  return `${url}${mark}hydra=${instance}`
}

const isHead = (value: unknown): value is Found =>
  typeof value === 'function' ||
  (typeof value === 'object' && value !== null && typeof (value as { run?: unknown }).run === 'function')

/**
 * Loads a module head.
 *
 * @param instance - from 1; each one is loaded anew, with state of its own
 * @throws HYD-1002 no such export (with the nearest), HYD-1003 an export that is no head, or what the module itself throws
 */
export async function loadModule({ module, export: wanted = 'default' }: ModuleHead, instance: number): Promise<Found> {
  const found = (await import(/* @vite-ignore */ addressOf(module, instance))) as Readonly<Record<string, unknown>>
  const names = Object.keys(found)
  if (!names.includes(wanted)) {
    const known = names.join(', ') || 'none'
    const suggestion = didYouMean(wanted, names, `Exports of the module: ${known}.`)
    throw hydraError('1002', { kind: 'export', key: wanted, place: ` of ${String(module)}`, known, suggestion })
  }
  const head = found[wanted]
  if (isHead(head)) return head
  const params = {
    option: `export ${wanted}`,
    expected: 'a function or a definition with `run`',
    got: show(head),
    type: kindOf(head),
  }
  throw hydraError('1003', params)
}
