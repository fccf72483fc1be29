/**
 * A fresh copy of a function from its own source: compiled, and placed in memory, once more.
 * In: a function. Out: the copy, or undefined where there can be none: native code, bound functions, classes, what needs its
 * surroundings to be read at all. That it needs nothing from outside itself when it runs is seen by trying it.
 * Why: place and shape of compiled code make two clones of one function differ by a percent and more for the life of a process;
 * compiled anew in every epoch, that becomes variance that can be seen.
 * Source: Curtsinger and Berger 2013 (randomised layout); Kalibera and Jones 2013 (repeat where the variance arises).
 */
import type { Run } from '../trial/loop.ts'

// eslint-disable-next-line @typescript-eslint/unbound-method -- always called on a function
const { toString } = Function.prototype
export const sourceOf = (run: (...given: never[]) => unknown): string => Reflect.apply(toString, run, [])
let copies = 0

/** Functions of scripts, not modules, have `caller`: they were not compiled in strict mode. */
export const isSloppy = (run: object): boolean => Object.hasOwn(run, 'caller')

function compile(expression: string, strict: boolean): unknown {
  copies += 1
  // eslint-disable-next-line no-new-func, @typescript-eslint/no-implied-eval -- a text of its own is what makes V8 compile the head once more
  const make = new Function(`${strict ? "'use strict'" : ''} // copy ${copies}\nreturn (${expression}\n)`) as () => unknown
  return make()
}

function attempt(expression: string, strict: boolean): unknown {
  try {
    return compile(expression, strict)
  } catch (refused) {
    if (refused instanceof SyntaxError || refused instanceof EvalError || refused instanceof ReferenceError) return undefined
    throw refused
  }
}

/** A method is no expression by itself, but it is one inside of an object. */
function firstValue(object: unknown): unknown {
  return typeof object === 'object' && object !== null ? Object.values(object)[0] : undefined
}

/** What a source makes; undefined where it is neither an expression nor a method. */
export const compileText = (source: string, strict: boolean): unknown =>
  attempt(source, strict) ?? firstValue(attempt(`{${source}}`, strict))

/** The copy of a function; undefined where it has none. */
export function rebuild(run: Run): Run | undefined {
  const source = sourceOf(run)
  if (/\{\s*\[native code\]\s*\}$/.test(source) || /^(?:async\b|class\b|function\s*\*|\*)/.test(source)) return undefined
  const copy = compileText(source, !isSloppy(run))
  return typeof copy === 'function' ? (copy as Run) : undefined
}
