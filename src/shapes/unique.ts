/** Names that may be given twice, as names of heads, which may not: the second `sort` becomes `sort #2`. Order is kept. */

function unused(taken: ReadonlySet<string>, name: string, number = 1): string {
  const numbered = number === 1 ? name : `${name} #${number}`
  return taken.has(numbered) ? unused(taken, name, number + 1) : numbered
}

/** An empty name becomes `anonymous`. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const own = unused(taken, name === '' ? 'anonymous' : name)
    taken.add(own)
    return own
  })
}
