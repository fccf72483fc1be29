/** What the parsers of data files give: plain values without prototypes, and the place of each key. */
import type { KeyPath, Place } from './faults.ts'

export interface Parsed {
  readonly value: unknown
  /** Undefined where the place is not known. */
  readonly placeOf: (path: KeyPath) => Place | undefined
}

const keyOf = (path: KeyPath): string => path.join('\u0000')

/** Collects offsets of keys while parsing; lines are counted only when a place is asked for. */
export class Places {
  readonly #offsets = new Map<string, number>()
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  set(path: KeyPath, offset: number): void {
    this.#offsets.set(keyOf(path), offset)
  }

  /** The place of an offset. */
  at(offset: number): Place {
    const before = this.#text.slice(0, offset)
    return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
  }

  /** The place of a key; of the nearest one above it that is known. */
  of(path: KeyPath): Place | undefined {
    for (let length = path.length; length > 0; length -= 1) {
      const offset = this.#offsets.get(keyOf(path.slice(0, length)))
      if (offset !== undefined) return this.at(offset)
    }
    return undefined
  }
}

/** A record without a prototype: `__proto__` is a name like any other. */
export const bareRecord = (): Record<string, unknown> => Object.create(null) as Record<string, unknown>

const orders = new WeakMap<object, readonly string[]>()

/** Remembers the order in which the keys of a record stood in its file: an object puts keys that look like whole numbers first. */
export const keepOrder = (record: object, keys: readonly string[]): void => void orders.set(record, keys)

/** The entries of a record in the order of its file, or as JavaScript has them. */
export const entriesOf = (record: Readonly<Record<string, unknown>>): [string, unknown][] =>
  (orders.get(record) ?? Object.keys(record)).map((key) => [key, record[key]])
