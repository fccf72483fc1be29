/**
 * What the language and Node give to all code alike: how it stood at one time, and what is different since.
 * In: nothing. Out: names of what was replaced, added or taken away: `Date`, `Math.random`, `Object.prototype.polluted`.
 * Looked at are own properties. A look takes some .05 ms where nothing changed.
 * Left out: new globals (modules make some), and what tools change all the time (`Error.stackTraceLimit`, `process`, whose ends the guard of a
 * study replaces itself).
 */
import { show } from '../../errors/index.ts'

const { ownKeys, getOwnPropertyDescriptor: describe, getPrototypeOf, defineProperty, deleteProperty } = Reflect

const globals =
  'Object Function Array String Number Boolean Symbol BigInt Date RegExp Promise Proxy Map Set WeakMap WeakSet WeakRef Error TypeError RangeError ' +
  'ArrayBuffer SharedArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array ' +
  'BigInt64Array BigUint64Array Math JSON Reflect Atomics Intl parseInt parseFloat isNaN ' +
  'isFinite setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate queueMicrotask structuredClone performance console fetch ' +
  'URL URLSearchParams TextEncoder TextDecoder AbortController AbortSignal Event EventTarget Buffer crypto globalThis'

const withPrototypes =
  'Object Function Array String Number Boolean Symbol BigInt Date RegExp Promise Map Set WeakMap WeakSet WeakRef Error ArrayBuffer SharedArrayBuffer DataView ' +
  'Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array'

const volatile: ReadonlySet<PropertyKey> = new Set(['stackTraceLimit', 'prepareStackTrace'])

const { is } = Object
type Key = string | symbol
type Table = Map<Key, PropertyDescriptor>

/** An object that all code shares, as it stood. */
interface Shared {
  readonly name: string
  readonly object: object
  /** Of an object that Node itself adds to: these keys alone. */
  readonly only: ReadonlySet<Key> | undefined
  readonly table: Table
  readonly count: number
  /** Functions and objects, each at the place of its key. */
  readonly keys: readonly Key[]
  readonly values: readonly unknown[]
  readonly accessors: readonly Key[]
}

const valueOf = (name: string): unknown => (globalThis as Readonly<Record<string, unknown>>)[name]

function tableOf(object: object, only: ReadonlySet<Key> | undefined): Table {
  const table: Table = new Map()
  for (const key of only ?? ownKeys(object)) {
    const property = volatile.has(key) ? undefined : describe(object, key)
    if (property !== undefined) table.set(key, property)
  }
  return table
}

function shared(name: string, object: object, only?: ReadonlySet<Key>): Shared {
  const table = tableOf(object, only)
  const [keys, values, accessors]: [Key[], unknown[], Key[]] = [[], [], []]
  for (const [key, property] of table) {
    const { value } = property as { readonly value?: unknown }
    if (!('value' in property)) accessors.push(key)
    else if (property.configurable === true || property.writable === true) values[keys.push(key) - 1] = value
  }
  return { name, object, only, table, count: ownKeys(object).length, keys, values, accessors }
}

/**
 * Is it as it was, by a look that costs little? Values are read, so that a getter in place of one is called once, and gives another.
 * A loop over places: it is run a few times only, before anything of it is compiled.
 */
function looksSame({ object, only, table, count, keys, values, accessors }: Shared): boolean {
  if (only === undefined && ownKeys(object).length !== count) return false
  const read = object as Readonly<Record<Key, unknown>>
  try {
    for (let i = 0; i < keys.length; i += 1) if (!Object.is(read[keys[i]!], values[i])) return false
  } catch {
    return false
  }
  for (const key of accessors) if (!isSame(describe(object, key), table.get(key)!)) return false
  return true
}

/** The methods of an object that has other things too. */
const methodsOf = (object: object): ReadonlySet<Key> =>
  new Set(ownKeys(object).filter((key) => typeof describe(object, key)?.value === 'function'))

/** Prototypes that no global leads to by name. */
function unnamed(): [string, object][] {
  const of = (object: object): object => getPrototypeOf(object)!
  const iterator = of(of([][Symbol.iterator]()))
  const waits = async (): Promise<void> => void (await Promise.resolve())
  const generator = function* (): Generator<never, void> {}
  const asyncGenerator = async function* (): AsyncGenerator<never, void> {}
  return [
    ['Iterator.prototype', iterator],
    ['ArrayIterator.prototype', of([][Symbol.iterator]())],
    ['StringIterator.prototype', of(''[Symbol.iterator]())],
    ['MapIterator.prototype', of(new Map()[Symbol.iterator]())],
    ['SetIterator.prototype', of(new Set()[Symbol.iterator]())],
    ['AsyncFunction.prototype', of(waits)],
    ['GeneratorFunction.prototype', of(generator)],
    ['Generator.prototype', of(of(generator()))],
    ['AsyncGeneratorFunction.prototype', of(asyncGenerator)],
    ['AsyncGenerator.prototype', of(of(asyncGenerator()))],
    ['AsyncIterator.prototype', of(of(of(asyncGenerator())))],
  ]
}

function everything(): Shared[] {
  // Some globals become what they are when they are first read.
  const names = globals.split(' ').filter((name) => valueOf(name) !== undefined)
  const typed = getPrototypeOf(Uint8Array.prototype)!
  return [
    shared('', globalThis, new Set(names)),
    ...['Math', 'JSON', 'Reflect', 'performance'].map((name) => shared(name, valueOf(name) as object)),
    shared('console', console, methodsOf(console)),
    shared('process', process, new Set(['hrtime', 'nextTick', 'cpuUsage', 'memoryUsage', 'emitWarning'])),
    shared('process.hrtime', process.hrtime, new Set(['bigint'])),
    shared('process.memoryUsage', process.memoryUsage, new Set(['rss'])),
    shared('crypto', crypto),
    shared('Crypto.prototype', getPrototypeOf(crypto)!),
    shared('Performance.prototype', getPrototypeOf(performance)!),
    shared('TypedArray.prototype', typed),
    ...unnamed().map(([name, object]) => shared(name, object)),
    ...withPrototypes.split(' ').flatMap((name) => {
      const made = valueOf(name) as { readonly prototype: object }
      return [shared(name, made), shared(`${name}.prototype`, made.prototype)]
    }),
  ]
}

const isSame = (a: PropertyDescriptor | undefined, b: PropertyDescriptor): boolean =>
  a !== undefined && Object.is(a.value, b.value) && a.get === b.get && a.set === b.set

function nameOf(owner: string, key: Key): string {
  if (typeof key === 'symbol') return `${owner}[${show(key)}]`
  if (!/^[\w$]{1,40}$/.test(key)) return `${owner}[${show(key)}]`
  return owner === '' ? key : `${owner}.${key}`
}

/** Keys that are not as they were. */
function changedKeys(before: Table, after: Table): Key[] {
  const keys: Key[] = []
  for (const [key, property] of after) if (!isSame(before.get(key), property)) keys.push(key)
  if (after.size - keys.length === before.size) return keys
  for (const key of before.keys()) if (!after.has(key)) keys.push(key)
  return keys
}

/** What of an object is to be put back, as it stood: nothing that does it may call what a head can replace. */
interface Original {
  readonly object: object
  readonly isWhole: boolean
  readonly keys: readonly Key[]
  readonly properties: readonly PropertyDescriptor[]
}

function originalOf({ object, only, table }: Shared): Original {
  // Without a prototype: a property that is polluted into Object.prototype is none of theirs.
  const properties = [...table.values()].map((property) => Object.assign(Object.create(null) as object, property))
  return { object, isWhole: only === undefined, keys: [...table.keys()], properties }
}

const isAs = (now: PropertyDescriptor | undefined, before: PropertyDescriptor): boolean =>
  now !== undefined && now.get === before.get && now.set === before.set && is(now.value, before.value)

/** Puts back what was replaced or taken away. @returns whether anything was */
function putBack({ object, keys, properties }: Original): boolean {
  let isMended = false
  for (let i = 0; i < keys.length; i += 1) {
    if (isAs(describe(object, keys[i]!), properties[i]!)) continue
    isMended = defineProperty(object, keys[i]!, properties[i]!) || isMended
  }
  return isMended
}

/** Takes away what was added: it may be what throws. @returns whether anything was */
function takeAway({ object, isWhole, keys }: Original): boolean {
  if (!isWhole) return false
  const now = ownKeys(object)
  let isMended = false
  for (let i = 0; i < now.length; i += 1) {
    let isKnown = now[i] === 'stackTraceLimit' || now[i] === 'prepareStackTrace'
    for (let k = 0; k < keys.length && !isKnown; k += 1) isKnown = keys[k] === now[i]
    if (!isKnown) isMended = deleteProperty(object, now[i]!) || isMended
  }
  return isMended
}

export class BuiltIns {
  #all: readonly Shared[] = everything()
  readonly #originals: readonly Original[] = this.#all.map(originalOf)

  /**
   * Makes all as it was when this was made, whatever a head replaced: loops over places alone, since iterators, push or map may be what
   * throws. After it nothing is a change but what comes later.
   *
   * @returns whether anything was not as it was
   */
  restore(): boolean {
    let isMended = false
    for (let i = 0; i < this.#originals.length; i += 1) {
      isMended = putBack(this.#originals[i]!) || isMended
      isMended = takeAway(this.#originals[i]!) || isMended
    }
    return isMended
  }

  /** Names of what changed since the last time, or since it was made. */
  changed(): string[] {
    if (this.#all.every(looksSame)) return []
    const names: string[] = []
    this.#all = this.#all.map((before) => {
      if (looksSame(before)) return before
      const after = shared(before.name, before.object, before.only)
      for (const key of changedKeys(before.table, after.table)) names.push(nameOf(before.name, key))
      return after
    })
    return names
  }
}
