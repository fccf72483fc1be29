/** Reads the imports of every file of src/, as text: who imports whom, and whether only for types. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'

export interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

const statement = /^\s*(import|export)\s+(type\s+)?([^'"`;]*?)from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm

/** `import { type A, type B } from` brings types only. */
const allTypes = (names: string): boolean => {
  const inside = /^\{([\s\S]*)\}\s*$/.exec(names.trim())?.[1]
  if (inside === undefined) return false
  const parts = inside.split(',').map((part) => part.trim()).filter((part) => part !== '') // prettier-ignore
  return parts.length > 0 && parts.every((part) => part.startsWith('type '))
}

/** Imports of one text; paths relative to src/, packages by name. */
export function importsOf(file: string, text: string): Import[] {
  return [...text.matchAll(statement)].map(([, , typeWord, names = '', fixed, lazy]) => {
    const target = fixed ?? lazy ?? ''
    const to = target.startsWith('.') ? normalize(join(dirname(file), target)) : target
    return { from: file, to, typeOnly: typeWord !== undefined || allTypes(names) }
  })
}

/** All TypeScript files of src/, relative to it. */
export function sourceFiles(root = 'src'): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => relative('.', name)) // prettier-ignore
}

export const allImports = (root = 'src'): Import[] =>
  sourceFiles(root).flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')))
