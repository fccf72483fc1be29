/**
 * Reads fields of data whose shape is not known, and says by its path what is wrong: `study.inputs[2].name is not a text`.
 * Own keys only, so that nothing comes from a prototype. Why by hand: names of metrics are any text, and schema libraries drop `__proto__`.
 */
import { show } from '../../errors/index.ts'

/** What is wrong with the data; becomes HYD-6003 where the file is known. */
export class Misfit extends Error {
  override readonly name = 'Misfit'
}

/** A value and the path that leads to it. */
export class Field {
  constructor(
    readonly value: unknown,
    readonly path: string,
  ) {}

  fail(expected: string): never {
    throw new Misfit(
      this.value === undefined
        ? `${this.path} is missing`
        : `${this.path === '' ? 'it' : this.path} is not ${expected}, but ${show(this.value)}`,
    )
  }

  get isMissing(): boolean {
    return this.value === undefined
  }

  /** The field of a record; missing when there is none. */
  get(key: string): Field {
    const record = this.record()
    const path = this.path === '' ? key : `${this.path}.${key}`
    return new Field(Object.hasOwn(record, key) ? record[key] : undefined, path)
  }

  record(): Readonly<Record<string, unknown>> {
    if (typeof this.value !== 'object' || this.value === null || Array.isArray(this.value)) return this.fail('a record')
    return this.value as Readonly<Record<string, unknown>>
  }

  /** Every entry of a record whose names are any text. */
  entries(): [string, Field][] {
    const record = this.record()
    return Object.keys(record).map((key) => [key, new Field(record[key], `${this.path}[${show(key)}]`)])
  }

  list(): Field[] {
    if (!Array.isArray(this.value)) return this.fail('a list')
    return this.value.map((item: unknown, i) => new Field(item, `${this.path}[${i}]`))
  }

  text(): string {
    return typeof this.value === 'string' ? this.value : this.fail('a text')
  }

  flag(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.fail('true or false')
  }

  number(): number {
    return typeof this.value === 'number' && Number.isFinite(this.value) ? this.value : this.fail('a number')
  }

  /** A whole number from 0 to the limit. */
  count(limit = Number.MAX_SAFE_INTEGER): number {
    const whole = Number.isSafeInteger(this.value) && (this.value as number) >= 0 && (this.value as number) <= limit
    return whole ? (this.value as number) : this.fail(`a whole number from 0 to ${limit}`)
  }

  oneOf<T extends string>(words: readonly T[]): T {
    return words.find((word) => word === this.value) ?? this.fail(`one of ${words.join(', ')}`)
  }

  /** Undefined when missing, else what the reader makes of it. */
  optional<T>(read: (field: Field) => T): T | undefined {
    return this.isMissing ? undefined : read(this)
  }
}
