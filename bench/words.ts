/**
 * The words of a bench's command line: name=value, in any order.
 * In: the words, and the value of each name that may be given. Out: readers by name. An unknown name is refused, with those there are:
 * a figure of something else than was asked for is worse than none.
 */

/** A failure whose message says everything: its stack would only hide it. */
export class BenchFailure extends Error {}

export interface Words {
  text(name: string): string
  number(name: string): number
  isOn(name: string): boolean
  /** Parts between commas; none of an empty text. */
  list(name: string): readonly string[]
}

/** @throws BenchFailure on a word that is not name=value, an unknown name, a number that is none */
export function readWords(words: readonly string[], defaults: Readonly<Record<string, string>>): Words {
  const values = new Map(Object.entries(defaults))
  for (const word of words) {
    const [, name, value] = /^(\w+)=(.*)$/s.exec(word) ?? []
    if (name === undefined || value === undefined || !values.has(name))
      throw new BenchFailure(
        `${JSON.stringify(word)} is not understood; there are: ${[...values].map((pair) => pair.join('=')).join(' ')}`,
      )
    values.set(name, value)
  }
  const text = (name: string): string => values.get(name) ?? ''
  const number = (name: string): number => {
    const value = Number(text(name))
    if (text(name).trim() === '' || !Number.isFinite(value)) throw new BenchFailure(`${name} must be a number, not ${text(name)}`)
    return value
  }
  const list = (name: string): string[] => text(name).split(',').map((part) => part.trim()).filter((part) => part !== '') // prettier-ignore
  return { text, number, list, isOn: (name) => number(name) !== 0 }
}

/** The asked ones of what there is. @throws BenchFailure naming those that there are not */
export function chosen<T extends string>(what: string, asked: readonly string[], known: readonly T[]): readonly T[] {
  const unknown = asked.filter((name) => !known.some((one) => one === name))
  if (unknown.length > 0) throw new BenchFailure(`no ${what} ${unknown.join(', ')}; there are: ${known.join(', ')}`)
  return known.filter((one) => asked.includes(one))
}
