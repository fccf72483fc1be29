/**
 * What comes in at the door: samples and options, checked once, before any kernel sees them.
 * In: anything. Out: plain Float64Arrays of this realm that nobody else can change during the call; options read once each.
 * Kind and length are asked of the prototype's own getters: `instanceof` accepts Object.create(Float64Array.prototype), and a subclass
 * may claim any length. Shared and resizable buffers are copied, holes and non-numbers refused, detached buffers refused.
 */
import { types } from 'node:util'
import { didYouMean, hydraError, kindOf, show } from '../errors/index.ts'

const typedArray = Object.getPrototypeOf(Float64Array.prototype) as object
// eslint-disable-next-line @typescript-eslint/unbound-method -- these are always called on a value of their own
const getter = (name: string | symbol): (() => unknown) => Object.getOwnPropertyDescriptor(typedArray, name)!.get!
const tagOf = getter(Symbol.toStringTag)
const lengthOf = getter('length') as () => number
const bufferOf = getter('buffer') as () => ArrayBufferLike
const startOf = getter('byteOffset') as () => number

/** 'Float64Array', 'Uint32Array', ... by what the value is, whatever it claims; undefined for all else. */
export const typedKind = (value: unknown): unknown => tagOf.call(value)

function refuse(what: string, got: string): never {
  throw hydraError('4006', { what, got }, { where: { option: what } })
}

const describe = (value: unknown): string => {
  const kind = typedKind(value)
  return typeof kind === 'string' ? `a ${kind}` : `${show(value)} (${kindOf(value)})`
}

const detached = 'one whose buffer was detached'

/** True when a kernel may read the memory in place: nobody can shrink it or write to it meanwhile. */
const isStill = (buffer: ArrayBufferLike): boolean =>
  !types.isSharedArrayBuffer(buffer) && (buffer as { resizable?: boolean }).resizable !== true

type Kind = typeof Float64Array | typeof Uint32Array | typeof Uint8Array

function isDetached(buffer: ArrayBufferLike): boolean {
  try {
    new Uint8Array(buffer)
    return false
  } catch {
    return true
  }
}

/** The memory of a typed array of its own kind, as a plain array of this realm; a copy where others could change it; undefined when detached. */
export function stillArray<T extends Kind>(Type: T, value: unknown): InstanceType<T> | undefined {
  const buffer = bufferOf.call(value)
  const length = lengthOf.call(value)
  if (length === 0 && isDetached(buffer)) return undefined
  const proto: unknown = Object.getPrototypeOf(value)
  if (isStill(buffer)) {
    const plain = proto === Type.prototype && !Object.hasOwn(value as object, 'length')
    return (plain ? value : new Type(buffer as ArrayBuffer, startOf.call(value), length)) as InstanceType<T>
  }
  const copy = new Type(length)
  Type.prototype.set.call(copy, value as Float64Array)
  return copy as InstanceType<T>
}

const still = <T extends Kind>(Type: T, value: unknown, what: string): InstanceType<T> =>
  stillArray(Type, value) ?? refuse(what, detached)

/** Copies a list of numbers; a hole or anything that is not a number is refused by its place. */
function copyNumbers(list: readonly unknown[], what: string): Float64Array {
  const { length } = list
  if (!Number.isSafeInteger(length) || length < 0 || length > 0xffffffff) refuse(what, `an array of length ${show(length)}`)
  if (length > 0 && typeof list[0] !== 'number') refuse(what, `${describe(list[0])} at index 0`)
  const copy = new Float64Array(length)
  for (let i = 0; i < length; i += 1) {
    const value = list[i]
    if (typeof value !== 'number') refuse(what, `${describe(value)} at index ${i}`)
    copy[i] = value
  }
  return copy
}

/**
 * A sample as a plain Float64Array; the caller's own memory where that is safe.
 *
 * @param what - how messages call it
 * @throws HYD-4006 for anything that is not a Float64Array or an array of numbers, or is detached
 */
export function sampleAt(value: unknown, what: string): Float64Array {
  if (typedKind(value) === 'Float64Array') return still(Float64Array, value, what)
  return Array.isArray(value) ? copyNumbers(value, what) : refuse(what, describe(value))
}

/**
 * Length of a sample and the sample itself, to be copied at once: no view of its own is made, so a list of samples costs little.
 *
 * @throws HYD-4006 as `sampleAt`
 */
export function sampleToCopy(value: unknown, what: string, index: number): Float64Array {
  if (typedKind(value) !== 'Float64Array') return sampleAt(value, `${what}[${index}]`)
  if (lengthOf.call(value) === 0 && isDetached(bufferOf.call(value))) refuse(`${what}[${index}]`, detached)
  return value as Float64Array
}

/** The true length, whatever a subclass claims. */
export const trueLength = (sample: object): number => lengthOf.call(sample)

/**
 * Offsets of groups: length + 1 ascending places in a column of `size` values.
 *
 * @throws HYD-4006 not a Uint32Array, HYD-4004 empty, falling or too far
 */
export function offsetsAt(value: unknown, size: number): Uint32Array {
  const given = typedKind(value) === 'Uint32Array' ? still(Uint32Array, value, 'offsets') : undefined
  if (given === undefined) {
    const params = { option: 'offsets', expected: 'a Uint32Array', got: describe(value), type: kindOf(value) }
    throw hydraError('1003', params, { where: { option: 'offsets' } })
  }
  const parameter = 'offsets'
  if (given.length === 0) throw hydraError('4004', { parameter, expected: 'one place more than there are groups', got: 'none' })
  for (let i = 1; i < given.length; i += 1) {
    if (given[i]! < given[i - 1]!)
      throw hydraError('4004', { parameter, expected: 'ascending', got: `${given[i]} after ${given[i - 1]}` })
  }
  const last = given[given.length - 1]!
  if (last > size) throw hydraError('4004', { parameter, expected: `at most ${size}, the number of values`, got: String(last) })
  return given
}

/**
 * Options as a record; every key must be known. Lists and Maps, whose content is not in keys, are none.
 *
 * @throws HYD-1003 not an object, HYD-1002 an unknown key
 */
export function optionsAt(options: unknown, known: readonly string[], caller: string): Readonly<Record<string, unknown>> {
  if (options === undefined) return {}
  if (typeof options !== 'object' || options === null || Symbol.iterator in options) {
    const params = {
      option: 'options',
      expected: `an object with ${known.join(', ')}`,
      got: types.isMap(options) ? 'a Map' : show(options),
      type: kindOf(options),
    }
    throw hydraError('1003', params, { where: { option: 'options' } })
  }
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue
    const suggestion = didYouMean(key, known, `Options of ${caller}: ${known.join(', ')}.`)
    throw hydraError(
      '1002',
      { kind: 'option', key, place: ` of ${caller}`, known: known.join(', '), suggestion },
      { where: { option: key } },
    )
  }
  return options as Readonly<Record<string, unknown>>
}

/**
 * One of a few words.
 *
 * @throws HYD-1003 for any other
 */
export function wordAt<T extends string>(value: unknown, option: string, words: readonly T[], fallback: T): T {
  if (value === undefined) return fallback
  const found = words.find((word) => word === value)
  if (found !== undefined) return found
  throw hydraError('1003', { option, expected: words.join(' or '), got: show(value), type: kindOf(value) }, { where: { option } })
}

/**
 * A number strictly between two others.
 *
 * @throws HYD-4004 for anything else
 */
export function between(value: unknown, parameter: string, low: number, high: number, fallback: number): number {
  if (value === undefined) return fallback
  if (typeof value === 'number' && value > low && value < high) return value
  const expected = high === Infinity ? `a finite number above ${low}` : `a number between ${low} and ${high}`
  throw hydraError('4004', { parameter, expected, got: show(value) }, { where: { option: parameter } })
}
