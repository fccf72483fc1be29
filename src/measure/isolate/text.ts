/**
 * Functions as text, and texts as functions: how a function without free variables comes into an isolate.
 * In: a function. Out: its own source, and whether it was strict; and back. Methods are told apart: they are no expression by themselves.
 */
import { compileText, isSloppy, sourceOf } from '../head/rebuild.ts'
import type { FunctionText } from './protocol.ts'

type AnyFunction = (...given: never[]) => unknown

/** Native code, bound functions and classes have no text that makes them again. */
export function textOf(run: AnyFunction): FunctionText | undefined {
  const text = sourceOf(run)
  if (/\{\s*\[native code\]\s*\}$/.test(text) || /^class\b/.test(text)) return undefined
  return { text, strict: !isSloppy(run) }
}

/**
 * The function of a text.
 *
 * @throws TypeError when the text makes none
 */
export function functionOf({ text, strict }: FunctionText): (...given: unknown[]) => unknown {
  const made = compileText(text, strict)
  if (typeof made !== 'function') throw new TypeError('its source makes no function by itself')
  return made as (...given: unknown[]) => unknown
}
