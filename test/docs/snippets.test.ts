/** Every program shown in a page or a docstring runs as it stands; every `sh` line that names the command ends well. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { docstringSnippets, pageSnippets, snippetsOf, type Snippet } from './snippets.ts'

const run = promisify(execFile)
const base = resolve('.hydra')
let folder = ''

/** Inside the checkout, so that `import 'hydra-profiler'` finds the package by its own name. */
beforeAll(() => {
  mkdirSync(base, { recursive: true })
  folder = mkdtempSync(join(base, 'snippets-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const inFolder = (name: string): string => {
  const own = join(folder, name.replace(/[^a-z0-9]+/gi, '-'))
  mkdirSync(own, { recursive: true })
  return own
}

/** An example of a function that is not public sees the exports of the file it stands in. */
function withNeighbours(file: string, code: string): string {
  if (!file.startsWith('src/')) return code
  const imported = /import \{([^}]*)\}/.exec(code)?.[1] ?? ''
  const exported = [...readFileSync(file, 'utf8').matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)].map(
    ([, name = '']) => name,
  )
  const names = exported.filter((name) => !new RegExp(`\\b${name}\\b`).test(imported))
  return `import { ${names.join(', ')} } from './${basename(file)}'\n${code}`
}

async function runProgram({ place, code }: Snippet): Promise<void> {
  const cwd = inFolder(place)
  const file = place.replace(/:\d+$/, '')
  const stdin = { contents: withNeighbours(file, code), resolveDir: dirname(resolve(file)), loader: 'ts' as const }
  await build({
    stdin,
    outfile: join(cwd, 'program.mjs'),
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
  })
  writeFileSync(join(cwd, 'hydra.config.json'), '{ "heads": { "a": "echo 1", "b": "echo 2" }, "trials": 5 }')
  await run(process.execPath, ['program.mjs'], { cwd, timeout: 60_000, env: { ...process.env, HYDRA_ENGINE: 'auto' } })
}

const programs = [...pageSnippets(), ...docstringSnippets()].filter(({ language }) => language === 'ts' || language === 'js')
const command = /^npx hydra-profiler\b/
const shells = pageSnippets().filter(
  ({ language, code }) => language === 'sh' && code.split('\n').some((line) => command.test(line)),
)

describe('programs in pages and docstrings', () => {
  test('there are some', () => expect(programs.length).toBeGreaterThan(5))
  test.each(programs.map((snippet) => [snippet.place, snippet] as const))('%s', async (_, snippet) => {
    await runProgram(snippet)
  })
})

describe('commands in pages', () => {
  test('there are some', () => expect(shells.length).toBeGreaterThan(0))
  test.each(shells.map((snippet) => [snippet.place, snippet] as const))('%s', async (_, { place, code }) => {
    const cwd = inFolder(place)
    writeFileSync(join(cwd, 'data.txt'), Array.from({ length: 200 }, (_, index) => `${(index * 7919) % 1000}\n`).join(''))
    const lines = code.split('\n').map((line) => line.replace(command, `"${process.execPath}" "${resolve('dist/cli.js')}"`))
    await run('sh', ['-e', '-c', lines.join('\n')], { cwd, timeout: 60_000, env: { ...process.env, NO_COLOR: '1' } })
  })
})

test('the reader of blocks takes pages and docstrings apart', () => {
  const page = 'a\n```js\nb()\n```\n\n```js no-run\nc()\n```\n'
  const doc = '/**\n * x\n * ```ts\n * d()\n *\n * e()\n * ```\n */\n'
  expect(snippetsOf('p.md', page)).toEqual([{ place: 'p.md:3', language: 'js', code: 'b()\n' }])
  expect(snippetsOf('d.ts', doc).map(({ code }) => code)).toEqual(['d()\n\ne()\n'])
})
