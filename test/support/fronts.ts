/** What both engines say of a text, as lines that can be compared: faults, variables, type, unit, and the whole checked tree. */
import { openAddon } from '../../src/engine/index.ts'
import { frontArguments, readFormula, type FrontOptions } from '../../src/engine/formula/front.ts'
import { read } from '../../src/reference/formula/front.ts'
import { listing } from '../../src/reference/formula/listing.ts'

/** Halves of pairs are written as escapes, so that no text is taken for another. */
const readingLines = (text: string, options: FrontOptions, engine: 'native' | 'reference'): string[] => {
  const { errors, warnings, variables, valueType, unit } = readFormula(text, options, engine)
  return [`${valueType} ${unit}`, ...[...errors, ...warnings, ...variables].map((entry) => JSON.stringify(entry))]
}

export const nativeFront = (text: string, options: FrontOptions): string[] => [
  ...readingLines(text, options, 'native'),
  ...(openAddon().formulaTree(...frontArguments(text, options)) ?? ['refused']),
]

export const referenceFront = (text: string, options: FrontOptions): string[] => [
  ...readingLines(text, options, 'reference'),
  ...listing(read(text, { ...options, functions: new Map() })),
]
