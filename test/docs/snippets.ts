/** Code blocks of Markdown pages and of docstrings, as programs to run. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Snippet {
  /** file:line of the block's first line of code */
  readonly place: string
  readonly language: string
  readonly code: string
}

const fence = /^([ \t]*(?:\*[ \t]?)?)```(\w+)([^\n]*)\n([\s\S]*?)^\1```/gm

/** Every fenced block of a text; in docstrings the leading ` * ` is taken off. Blocks marked `no-run` are left out. */
export function snippetsOf(file: string, text: string): Snippet[] {
  const found: Snippet[] = []
  for (const match of text.matchAll(fence)) {
    const [, lead = '', language = '', words = '', body = ''] = match
    if (words.includes('no-run')) continue
    const line = text.slice(0, match.index).split('\n').length + 1
    const code = body.split('\n').map((row) => (row.startsWith(lead) ? row.slice(lead.length) : row.replace(/^\s*\*\s?/, ''))).join('\n') // prettier-ignore
    found.push({ place: `${file}:${line}`, language, code })
  }
  return found
}

const filesBelow = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort()

export const pageSnippets = (): Snippet[] =>
  ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...filesBelow('docs', '.md')].flatMap((file) =>
    snippetsOf(file, readFileSync(file, 'utf8')),
  )

/** Only docstrings that show the public face: those that import it. */
export const docstringSnippets = (): Snippet[] =>
  filesBelow('src', '.ts')
    .flatMap((file) => snippetsOf(file, readFileSync(file, 'utf8')))
    .filter(({ language }) => language === 'ts' || language === 'js')
