/**
 * Functions over rows in order, one row after the other: a state that takes the row's arguments and gives its value.
 * Numbers: NaN has no value. Truths: 0 false, 1 no value, 2 true. Texts come as codes, equal for equal neighbours, NaN for none.
 * Rows before the first have no value, so the first rows need no rules of their own; a row costs O(1) on average (rank: see sorted.ts).
 * Source: Roberts 1959 (ewma); Chan, Golub and LeVeque 1983 (spread of a window).
 * Twin: crates/hydra-core/src/formula/window/states.rs
 */
import { max, min } from '../scalar.ts'
import { mergeMoments, type Moments } from '../../stats/moments.ts'
import { Sliding, type Fold } from './sliding.ts'
import { Sorted } from './sorted.ts'

export interface WindowState {
  /** @param t - the second argument, where the function has one of every row */
  push(x: number, t: number): number
}

/** The value k rows ago. */
export function previous(k: number): WindowState {
  const ring: number[] = []
  let at = 0
  return {
    push: (x) => {
      const value = ring[at] ?? NaN
      ring[at] = x
      at = at + 1 === k ? 0 : at + 1
      return value
    },
  }
}

/** x less the value of the row before. */
export function delta(): WindowState {
  let last = NaN
  return {
    push: (x) => {
      const value = x - last
      last = x
      return value
    },
  }
}

/** Change of x by change of t; no value unless t is later than in the row before. */
export function rate(): WindowState {
  let [lastX, lastT] = [NaN, NaN]
  return {
    push: (x, t) => {
      const [change, time] = [x - lastX, t - lastT]
      ;[lastX, lastT] = [x, t]
      return time > 0 ? change / time : NaN
    },
  }
}

/** Whether x is another than in the row before; unknown where one of them has no value. */
export function changed(none: number): WindowState {
  let last = none
  const isNone = (x: number): boolean => x !== x || x === none
  return {
    push: (x) => {
      const value = isNone(x) || isNone(last) ? 1 : x === last ? 0 : 2
      last = x
      return value
    },
  }
}

/** s + alpha (x - s); begins with the first value, and anew after an infinite one. A row without value has none and changes nothing. */
export function ewma(alpha: number): WindowState {
  let smooth = NaN
  return {
    push: (x) => {
      if (x !== x) return NaN
      smooth = smooth - smooth === 0 ? smooth + alpha * (x - smooth) : x
      return smooth
    },
  }
}

interface Sum {
  readonly n: number
  readonly sum: number
}

const sums: Fold<Sum> = { of: (sum) => ({ n: 1, sum }), join: (a, b) => ({ n: a.n + b.n, sum: a.sum + b.sum }) }
const greatest: Fold<number> = { of: (x) => x, join: max }
const least: Fold<number> = { of: (x) => x, join: min }
const moments: Fold<Moments> = { of: (mean) => ({ n: 1, mean, m2: 0 }), join: mergeMoments }

/** The mean of the values in the last n rows. */
export function meanOf(rows: number): WindowState {
  const window = new Sliding(rows, sums)
  return {
    push: (x) => {
      window.push(x)
      const { value } = window
      return value === undefined ? NaN : value.sum / value.n
    },
  }
}

/** The greatest or the least of the values in the last n rows. */
export function extremeOf(rows: number, isMost: boolean): WindowState {
  const window = new Sliding(rows, isMost ? greatest : least)
  return {
    push: (x) => {
      window.push(x)
      return window.value ?? NaN
    },
  }
}

/** How many of the last n rows are true; of numbers and texts: have a value. */
export function countOf(rows: number, isTruth: boolean): WindowState {
  const ring: boolean[] = []
  let [at, count] = [0, 0]
  return {
    push: (x) => {
      const counts = isTruth ? x === 2 : x === x
      if (ring[at] === true) count -= 1
      if (counts) count += 1
      ring[at] = counts
      at = at + 1 === rows ? 0 : at + 1
      return count
    },
  }
}

/** Kleene's and over the last n rows: false where one was false, true where all were true, else unknown. */
export function heldFor(rows: number): WindowState {
  let [held, sinceFalse] = [0, Infinity]
  return {
    push: (x) => {
      held = x === 2 ? held + 1 : 0
      sinceFalse = x === 0 ? 0 : sinceFalse + 1
      return sinceFalse < rows ? 0 : held >= rows ? 2 : 1
    },
  }
}

/** 1 and how many earlier rows have a value below x. */
export function rank(): WindowState {
  const earlier = new Sorted()
  return { push: (x) => (x === x ? earlier.add(x) + 1 : NaN) }
}

/** How many standard deviations (n - 1) x is above the mean of the n rows before it. */
export function zscore(rows: number): WindowState {
  const window = new Sliding(rows, moments)
  return {
    push: (x) => {
      const { value } = window
      window.push(x)
      if (value === undefined || value.n < 2) return NaN
      return (x - value.mean) / Math.sqrt(value.m2 / (value.n - 1))
    },
  }
}
