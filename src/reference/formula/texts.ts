/**
 * What a string can be: one of a list, or all but a list; and perhaps no value.
 * No twin yet.
 */
export interface Texts {
  /** Whether the list holds all that it can be, or what it can not be. */
  readonly isOnly: boolean
  readonly list: ReadonlySet<string>
  readonly canMiss: boolean
}

export const texts = (isOnly: boolean, list: Iterable<string>, canMiss: boolean): Texts => ({
  isOnly,
  list: new Set(list),
  canMiss,
})

export const anyText: Texts = texts(false, [], true)
export const noText: Texts = texts(true, [], true)

export const hasText = ({ isOnly, list }: Texts): boolean => !isOnly || list.size > 0

/** The one string that it can be. */
export function onlyText({ isOnly, list }: Texts): string | undefined {
  return isOnly && list.size === 1 ? list.values().next().value : undefined
}

const kept = (a: Texts, b: Texts, isIn: boolean): string[] => [...a.list].filter((text) => b.list.has(text) === isIn)

const isAny = ({ isOnly, list }: Texts): boolean => !isOnly && list.size === 0

/** What lies in both. */
export function meetTexts(a: Texts, b: Texts): Texts {
  const canMiss = a.canMiss && b.canMiss
  if (isAny(a)) return { ...b, canMiss }
  if (isAny(b)) return { ...a, canMiss }
  if (a.isOnly) return texts(true, kept(a, b, b.isOnly), canMiss)
  return b.isOnly ? texts(true, kept(b, a, false), canMiss) : texts(false, [...a.list, ...b.list], canMiss)
}

/** What lies in one of them. */
export function joinTexts(a: Texts, b: Texts): Texts {
  const canMiss = a.canMiss || b.canMiss
  if (a.isOnly && b.isOnly) return texts(true, [...a.list, ...b.list], canMiss)
  if (a.isOnly) return texts(false, kept(b, a, false), canMiss)
  return texts(false, kept(a, b, !b.isOnly), canMiss)
}
