/**
 * Lanes: the hot reading of a row, written out several times on purpose. Every lane is the same text and serves one formula for ever.
 * Why: an engine remembers for each place in the text where on an object a name was found and which function was called. Where many formulas
 * share one place it remembers nothing, and a row costs eight times as much; a place of its own lets it compile a whole formula into one
 * piece of code, as fast as the same formula written by hand, with no text turned into code.
 * In: the names, read once each and in order, and what becomes of them. Out: a function of a row.
 */
import type { EvaluateOptions, FormulaValue, FormulaValues } from './types.ts'

export type Evaluate = (values?: FormulaValues, options?: EvaluateOptions) => FormulaValue | undefined

export interface LaneOf {
  /** At most eight. */
  readonly names: readonly string[]
  /** The values read, undefined beyond the names. */
  readonly finish: (...values: readonly unknown[]) => FormulaValue | undefined
  /** Of a row that is no object, or with options. */
  readonly refuse: Evaluate
  /** The error of a name that could not be read. */
  readonly fail: (at: number, cause: unknown) => Error
}

/** Names that a lane can read. */
export const mostNames = 8
const none = undefined
type Names = readonly [string, string, string, string, string, string, string, string]

function lane1({ names, finish, refuse, fail }: LaneOf): Evaluate {
  const [n0, n1, n2, n3, n4, n5, n6, n7] = names as Names
  const count = names.length
  return (o, options) => {
    if (typeof o !== 'object' || o === null || options !== undefined) return refuse(o, options)
    let at = 0
    let v0, v1, v2, v3, v4, v5, v6, v7: unknown
    try {
      v0 = count > at ? o[n0] : none
      v1 = count > (at = 1) ? o[n1] : none
      v2 = count > (at = 2) ? o[n2] : none
      v3 = count > (at = 3) ? o[n3] : none
      v4 = count > (at = 4) ? o[n4] : none
      v5 = count > (at = 5) ? o[n5] : none
      v6 = count > (at = 6) ? o[n6] : none
      v7 = count > (at = 7) ? o[n7] : none
    } catch (cause) {
      throw fail(at, cause)
    }
    return finish(v0, v1, v2, v3, v4, v5, v6, v7)
  }
}

function lane2({ names, finish, refuse, fail }: LaneOf): Evaluate {
  const [n0, n1, n2, n3, n4, n5, n6, n7] = names as Names
  const count = names.length
  return (o, options) => {
    if (typeof o !== 'object' || o === null || options !== undefined) return refuse(o, options)
    let at = 0
    let v0, v1, v2, v3, v4, v5, v6, v7: unknown
    try {
      v0 = count > at ? o[n0] : none
      v1 = count > (at = 1) ? o[n1] : none
      v2 = count > (at = 2) ? o[n2] : none
      v3 = count > (at = 3) ? o[n3] : none
      v4 = count > (at = 4) ? o[n4] : none
      v5 = count > (at = 5) ? o[n5] : none
      v6 = count > (at = 6) ? o[n6] : none
      v7 = count > (at = 7) ? o[n7] : none
    } catch (cause) {
      throw fail(at, cause)
    }
    return finish(v0, v1, v2, v3, v4, v5, v6, v7)
  }
}

function lane3({ names, finish, refuse, fail }: LaneOf): Evaluate {
  const [n0, n1, n2, n3, n4, n5, n6, n7] = names as Names
  const count = names.length
  return (o, options) => {
    if (typeof o !== 'object' || o === null || options !== undefined) return refuse(o, options)
    let at = 0
    let v0, v1, v2, v3, v4, v5, v6, v7: unknown
    try {
      v0 = count > at ? o[n0] : none
      v1 = count > (at = 1) ? o[n1] : none
      v2 = count > (at = 2) ? o[n2] : none
      v3 = count > (at = 3) ? o[n3] : none
      v4 = count > (at = 4) ? o[n4] : none
      v5 = count > (at = 5) ? o[n5] : none
      v6 = count > (at = 6) ? o[n6] : none
      v7 = count > (at = 7) ? o[n7] : none
    } catch (cause) {
      throw fail(at, cause)
    }
    return finish(v0, v1, v2, v3, v4, v5, v6, v7)
  }
}

function lane4({ names, finish, refuse, fail }: LaneOf): Evaluate {
  const [n0, n1, n2, n3, n4, n5, n6, n7] = names as Names
  const count = names.length
  return (o, options) => {
    if (typeof o !== 'object' || o === null || options !== undefined) return refuse(o, options)
    let at = 0
    let v0, v1, v2, v3, v4, v5, v6, v7: unknown
    try {
      v0 = count > at ? o[n0] : none
      v1 = count > (at = 1) ? o[n1] : none
      v2 = count > (at = 2) ? o[n2] : none
      v3 = count > (at = 3) ? o[n3] : none
      v4 = count > (at = 4) ? o[n4] : none
      v5 = count > (at = 5) ? o[n5] : none
      v6 = count > (at = 6) ? o[n6] : none
      v7 = count > (at = 7) ? o[n7] : none
    } catch (cause) {
      throw fail(at, cause)
    }
    return finish(v0, v1, v2, v3, v4, v5, v6, v7)
  }
}

function lane5({ names, finish, refuse, fail }: LaneOf): Evaluate {
  const [n0, n1, n2, n3, n4, n5, n6, n7] = names as Names
  const count = names.length
  return (o, options) => {
    if (typeof o !== 'object' || o === null || options !== undefined) return refuse(o, options)
    let at = 0
    let v0, v1, v2, v3, v4, v5, v6, v7: unknown
    try {
      v0 = count > at ? o[n0] : none
      v1 = count > (at = 1) ? o[n1] : none
      v2 = count > (at = 2) ? o[n2] : none
      v3 = count > (at = 3) ? o[n3] : none
      v4 = count > (at = 4) ? o[n4] : none
      v5 = count > (at = 5) ? o[n5] : none
      v6 = count > (at = 6) ? o[n6] : none
      v7 = count > (at = 7) ? o[n7] : none
    } catch (cause) {
      throw fail(at, cause)
    }
    return finish(v0, v1, v2, v3, v4, v5, v6, v7)
  }
}

function lane6({ names, finish, refuse, fail }: LaneOf): Evaluate {
  const [n0, n1, n2, n3, n4, n5, n6, n7] = names as Names
  const count = names.length
  return (o, options) => {
    if (typeof o !== 'object' || o === null || options !== undefined) return refuse(o, options)
    let at = 0
    let v0, v1, v2, v3, v4, v5, v6, v7: unknown
    try {
      v0 = count > at ? o[n0] : none
      v1 = count > (at = 1) ? o[n1] : none
      v2 = count > (at = 2) ? o[n2] : none
      v3 = count > (at = 3) ? o[n3] : none
      v4 = count > (at = 4) ? o[n4] : none
      v5 = count > (at = 5) ? o[n5] : none
      v6 = count > (at = 6) ? o[n6] : none
      v7 = count > (at = 7) ? o[n7] : none
    } catch (cause) {
      throw fail(at, cause)
    }
    return finish(v0, v1, v2, v3, v4, v5, v6, v7)
  }
}

function lane7({ names, finish, refuse, fail }: LaneOf): Evaluate {
  const [n0, n1, n2, n3, n4, n5, n6, n7] = names as Names
  const count = names.length
  return (o, options) => {
    if (typeof o !== 'object' || o === null || options !== undefined) return refuse(o, options)
    let at = 0
    let v0, v1, v2, v3, v4, v5, v6, v7: unknown
    try {
      v0 = count > at ? o[n0] : none
      v1 = count > (at = 1) ? o[n1] : none
      v2 = count > (at = 2) ? o[n2] : none
      v3 = count > (at = 3) ? o[n3] : none
      v4 = count > (at = 4) ? o[n4] : none
      v5 = count > (at = 5) ? o[n5] : none
      v6 = count > (at = 6) ? o[n6] : none
      v7 = count > (at = 7) ? o[n7] : none
    } catch (cause) {
      throw fail(at, cause)
    }
    return finish(v0, v1, v2, v3, v4, v5, v6, v7)
  }
}

function lane8({ names, finish, refuse, fail }: LaneOf): Evaluate {
  const [n0, n1, n2, n3, n4, n5, n6, n7] = names as Names
  const count = names.length
  return (o, options) => {
    if (typeof o !== 'object' || o === null || options !== undefined) return refuse(o, options)
    let at = 0
    let v0, v1, v2, v3, v4, v5, v6, v7: unknown
    try {
      v0 = count > at ? o[n0] : none
      v1 = count > (at = 1) ? o[n1] : none
      v2 = count > (at = 2) ? o[n2] : none
      v3 = count > (at = 3) ? o[n3] : none
      v4 = count > (at = 4) ? o[n4] : none
      v5 = count > (at = 5) ? o[n5] : none
      v6 = count > (at = 6) ? o[n6] : none
      v7 = count > (at = 7) ? o[n7] : none
    } catch (cause) {
      throw fail(at, cause)
    }
    return finish(v0, v1, v2, v3, v4, v5, v6, v7)
  }
}

/** The lanes that nobody has yet; each is taken once. */
const free = [lane1, lane2, lane3, lane4, lane5, lane6, lane7, lane8]

/** A lane for a formula that is evaluated often; undefined when all are taken. */
export const takeLane = (): ((of: LaneOf) => Evaluate) | undefined => free.pop()
