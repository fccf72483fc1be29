/** What a deed throws; undefined when it does not. */
export function thrown(deed: () => unknown): unknown {
  try {
    deed()
  } catch (error) {
    return error
  }
  return undefined
}
