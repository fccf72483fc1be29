/**
 * A text that equal answers share, to see whether heads agree without keeping what they answered.
 * In: any answer. Out: a digest; undefined where nothing can be said: no answer at all, functions, symbols, instances of classes, getters,
 * circles. Texts and bytes, lists, plain objects, maps, sets and dates are read; keys in any order, -0 as 0, every NaN as one.
 * Bounded: of a text or bytes beyond 64 KiB the length, the beginning and the end are read, of all parts the first 2000; an object, map or set
 * of more is not read. So two digests that differ belong to answers that differ; two that agree may belong to long ones that differ further on.
 */
import { createHash, type Hash } from 'node:crypto'

const mostBytes = 65_536
const mostParts = 2000
const mostDepth = 64

/** Cannot be read: whoever asks is told nothing. */
class Unreadable extends Error {}

interface Reading {
  readonly hash: Hash
  parts: number
}

const half = mostBytes / 2

function addText(reading: Reading, mark: string, text: string): void {
  const { hash } = reading
  hash.update(`${mark}${text.length}:`)
  if (text.length <= mostBytes) hash.update(text)
  else hash.update(text.slice(0, half)).update(text.slice(-half))
}

function addBytes(reading: Reading, bytes: Uint8Array): void {
  const { hash } = reading
  hash.update(`y${bytes.length}:`)
  if (bytes.length <= mostBytes) hash.update(bytes)
  else hash.update(bytes.subarray(0, half)).update(bytes.subarray(-half))
}

/** Bytes behind a view; all views of the same bytes are one answer only if they are of one kind. */
function viewOf(value: object): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  return value instanceof ArrayBuffer || value instanceof SharedArrayBuffer ? new Uint8Array(value) : undefined
}

function addList(reading: Reading, mark: string, list: readonly unknown[], depth: number): void {
  reading.hash.update(`${mark}${list.length}:`)
  for (const item of list) if (!add(reading, item, depth + 1)) return
}

/** The digest of a part by itself. */
function digestOf(reading: Reading, parts: readonly unknown[], depth: number): string {
  const own: Reading = { hash: createHash('sha1'), parts: reading.parts }
  for (const part of parts) add(own, part, depth + 1)
  reading.parts = own.parts
  return own.hash.digest('base64')
}

/** Entries in any order. */
function addEntries(reading: Reading, mark: string, entries: Iterable<readonly unknown[]>, size: number, depth: number): void {
  if (size > mostParts) throw new Unreadable()
  const digests = [...entries].map((entry) => digestOf(reading, entry, depth)).sort()
  reading.hash.update(`${mark}${size}:${digests.join('')}`)
}

function ownEntries(value: object): [string, unknown][] {
  return Object.keys(value).map((key) => {
    const property = Object.getOwnPropertyDescriptor(value, key)
    if (property === undefined || !('value' in property)) throw new Unreadable()
    return [key, property.value]
  })
}

function addObject(reading: Reading, value: object, depth: number): void {
  const entries = ownEntries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  if (entries.length > mostParts) throw new Unreadable()
  reading.hash.update(`o${entries.length}:`)
  for (const [key, item] of entries) {
    addText(reading, 'k', key)
    add(reading, item, depth + 1)
  }
}

const isPlain = (value: object): boolean => {
  const proto: unknown = Object.getPrototypeOf(value)
  return proto === Object.prototype || proto === null
}

const entriesOf = (set: Set<unknown>): unknown[][] => Array.from(set, (item) => [item])

function addThing(reading: Reading, value: object, depth: number): void {
  if (depth > mostDepth) throw new Unreadable() // a circle, most likely
  const bytes = viewOf(value)
  if (bytes !== undefined) addBytes(reading, bytes)
  else if (Array.isArray(value)) addList(reading, 'l', value, depth)
  else if (value instanceof Date) reading.hash.update(`d${value.getTime()};`)
  else if (value instanceof Map) addEntries(reading, 'm', value, value.size, depth)
  else if (value instanceof Set) addEntries(reading, 's', entriesOf(value), value.size, depth)
  else if (isPlain(value)) addObject(reading, value, depth)
  else throw new Unreadable()
}

/** @returns false when there were parts enough */
function add(reading: Reading, value: unknown, depth: number): boolean {
  reading.parts += 1
  if (reading.parts > mostParts) return false
  if (typeof value === 'string') addText(reading, 't', value)
  else if (typeof value === 'number') reading.hash.update(`n${value === 0 ? 0 : value};`)
  else if (typeof value === 'bigint') reading.hash.update(`i${value};`)
  else if (typeof value === 'boolean' || value === null || value === undefined) reading.hash.update(`${String(value)};`)
  else if (typeof value === 'object') addThing(reading, value, depth)
  else throw new Unreadable()
  return true
}

/** As in the header; `undefined` as the whole answer is none. */
export function answerHash(answer: unknown): string | undefined {
  if (answer === undefined) return undefined
  const reading: Reading = { hash: createHash('sha1'), parts: 0 }
  try {
    add(reading, answer, 0)
  } catch {
    // A proxy, a getter of a view, a number of parts without end: what cannot be read is not guessed.
    return undefined
  }
  return reading.hash.digest('base64')
}
