/** Tests of two texts, by the name of the function. Exact, by UTF-16 units, which for whole characters is the same as by code points. */
const tests: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  starts_with: (a, b) => a.startsWith(b),
  ends_with: (a, b) => a.endsWith(b),
  contains: (a, b) => a.includes(b),
}

export const testText = (name: string, a: string, b: string): boolean => tests[name]!(a, b)
