/**
 * JSON of a configuration, with the place of every key: RFC 8259, no key twice, at most 64 levels.
 * Why not JSON.parse: it says neither line nor column in every Node, keeps the last of two equal keys in silence, and knows no places.
 * Fails: HYD-1001 syntax, HYD-1004 too deep, HYD-1006 a key twice; each with line and column.
 */
import { show } from '../errors/index.ts'
import { forbidden, tooLarge, unreadable } from './faults.ts'
import { bareRecord, keepOrder, Places, type Parsed } from './parsed.ts'

const deepest = 64
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const word = /[A-Za-z_$][\w$]*/y
const words: ReadonlyMap<string, unknown> = new Map<string, unknown>([['true', true], ['false', false], ['null', null]]) // prettier-ignore

class JsonReader {
  readonly places: Places
  readonly #file: string
  readonly #text: string
  readonly #path: (string | number)[] = []
  #at = 0

  constructor(file: string, text: string) {
    this.#file = file
    this.#text = text
    this.places = new Places(text)
  }

  read(): unknown {
    const value = this.#value()
    if (this.#next() !== undefined) this.#fail('there is more after its end')
    return value
  }

  #fail(reason: string, at = this.#at): never {
    throw unreadable(this.#file, reason, this.places.at(at))
  }

  /** The next character that is no blank; undefined at the end. */
  #next(): string | undefined {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? '.')) this.#at += 1
    return this.#text[this.#at]
  }

  #expect(character: string, after: string): void {
    const found = this.#next()
    if (found !== character)
      this.#fail(`expected ${character} after ${after}, found ${found === undefined ? 'the end' : show(found)}`)
    this.#at += 1
  }

  #value(): unknown {
    const c = this.#next()
    if (c === '{') return this.#nested(() => this.#record())
    if (c === '[') return this.#nested(() => this.#list())
    if (c === '"') return this.#string()
    if (c === '/') return this.#fail('JSON has no comments')
    return this.#scalar(c)
  }

  #nested<T>(read: () => T): T {
    const { length } = this.#path
    if (length >= deepest)
      throw tooLarge(this.#file, `nested deeper than ${deepest} levels`, `${deepest}`, this.places.at(this.#at))
    this.#at += 1
    return read()
  }

  #record(): unknown {
    const record = bareRecord()
    const keys: string[] = []
    while (this.#next() !== '}') {
      const at = this.#at
      if (this.#text[at] !== '"') this.#fail('expected a key in double quotes')
      const key = this.#string()
      if (key in record) throw forbidden(this.#file, `the key ${show(key)} twice,`, this.places.at(at))
      keys.push(key)
      this.#path.push(key)
      this.places.set(this.#path, at)
      this.#expect(':', `the key ${show(key)}`)
      record[key] = this.#value()
      this.#path.pop()
      if (!this.#comma('}', `the value of ${show(key)}`)) break
    }
    this.#at += 1
    keepOrder(record, keys)
    return record
  }

  #list(): unknown {
    const list: unknown[] = []
    while (this.#next() !== ']') {
      this.#path.push(list.length)
      this.places.set(this.#path, this.#at)
      list.push(this.#value())
      this.#path.pop()
      if (!this.#comma(']', 'a value of the list')) break
    }
    this.#at += 1
    return list
  }

  /** True when a comma follows and something after it; false at the closing bracket. */
  #comma(close: string, after: string): boolean {
    if (this.#next() === close) return false
    this.#expect(',', after)
    if (this.#next() === close) this.#fail('JSON has no comma before a closing bracket')
    return true
  }

  #string(): string {
    const start = this.#at
    let end = start + 1
    while (end < this.#text.length && this.#text[end] !== '"') end += this.#text[end] === '\\' ? 2 : 1
    if (end >= this.#text.length) this.#fail('a text is not closed by a double quote', start)
    try {
      const value = JSON.parse(this.#text.slice(start, end + 1)) as string
      this.#at = end + 1
      return value
    } catch {
      return this.#fail('a text holds a line end, a control character or an unknown escape', start)
    }
  }

  #scalar(c: string | undefined): unknown {
    if (c === undefined) return this.#fail('it ends too early')
    number.lastIndex = word.lastIndex = this.#at
    const [digits] = number.exec(this.#text) ?? []
    const [name = c] = word.exec(this.#text) ?? []
    if (digits === undefined && !words.has(name)) return this.#fail(`${show(name)} is no value of JSON`)
    this.#at += (digits ?? name).length
    return digits === undefined ? words.get(name) : Number(digits)
  }
}

/**
 * Parses the text of a JSON file.
 *
 * @throws HYD-1001, HYD-1004, HYD-1006
 */
export function parseJson(file: string, text: string): Parsed {
  const reader = new JsonReader(file, text.replace(/^\ufeff/, ''))
  const value = reader.read()
  return { value, placeOf: (path) => reader.places.of(path) }
}
