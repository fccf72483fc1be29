/** Arrows between rooms point one way, from the ground up (DESIGN section 4); nobody imports the public lists; no circles. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { allImports, importsOf, sourceFiles, type Import } from './imports.ts'

const levels = [
  ['errors', 'reference'],
  ['engine'],
  ['study', 'formula', 'process'],
  ['files', 'config', 'history'],
  ['measure', 'weigh', 'watch'],
  ['select', 'report', 'notify', 'fleet'],
  ['dashboard', 'shapes'],
  ['cli'],
]
const levelOf = new Map(levels.flatMap((rooms, level) => rooms.map((room) => [room, level] as const)))
const pureRooms = ['reference', 'study', 'formula', 'weigh', 'select', 'watch', 'report']
const roomOf = (path: string): string | undefined => (path.includes('/') ? path.split('/')[0] : undefined)
const isInside = ({ to }: Import): boolean => to.endsWith('.ts') && !to.startsWith('..')

const imports = allImports()
const inner = imports.filter(isInside)

/** An import of values must point to a lower level, or stay in its room. */
const pointsUp = ({ from, to, typeOnly }: Import): boolean => {
  const [a, b] = [roomOf(from), roomOf(to)]
  if (a === undefined || a === b || typeOnly) return false
  return (levelOf.get(b ?? '') ?? Infinity) >= (levelOf.get(a) ?? -1)
}

function findCircle(edges: readonly Import[]): string[] | undefined {
  const next = new Map<string, string[]>()
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to])
  const done = new Set<string>()
  const walk = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return undefined
    for (const to of next.get(file) ?? []) {
      const circle = walk(to, [...path, file])
      if (circle !== undefined) return circle
    }
    done.add(file)
    return undefined
  }
  for (const file of next.keys()) {
    const circle = walk(file, [])
    if (circle !== undefined) return circle
  }
  return undefined
}

describe('layers', () => {
  test('every folder of src/ has a level', () => {
    const rooms = new Set(sourceFiles().map(roomOf).filter((room) => room !== undefined)) // prettier-ignore
    expect([...rooms].filter((room) => !levelOf.has(room))).toEqual([])
  })

  test('every import inside src/ leads to a file that is there', () => {
    const files = new Set(sourceFiles())
    expect(inner.filter(({ to }) => !files.has(to))).toEqual([])
  })

  test('no import of values points up or sideways', () => {
    expect(inner.filter(pointsUp).map(({ from, to }) => `${from} -> ${to}`)).toEqual([])
  })

  test('nobody imports a public list', () => {
    expect(
      inner.filter(({ from, to }) => !to.includes('/') && from.includes('/')).map(({ from, to }) => `${from} -> ${to}`),
    ).toEqual([])
  })

  test('there is no circle among files', () => {
    expect(findCircle(inner.filter(({ typeOnly }) => !typeOnly))).toBeUndefined()
  })

  test('only src/engine sees the addon', () => {
    const seen = sourceFiles().filter(
      (file) => roomOf(file) !== 'engine' && /\.node['"`]|createRequire/.test(readFileSync(join('src', file), 'utf8')),
    )
    expect(seen.filter((file) => roomOf(file) !== 'cli')).toEqual([])
  })

  test.each(pureRooms)('room %s has no clock, no chance, no files, no process', (room) => {
    const forbidden = /\bDate\.now\(|new Date\(\)|Math\.random\(|\bperformance\.now\(|\bsetTimeout\(|\bprocess\.(?!\w*['"])/
    const files = sourceFiles().filter((file) => roomOf(file) === room)
    const code = (file: string): string => readFileSync(join('src', file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    expect(files.filter((file) => forbidden.test(code(file)))).toEqual([])
    const packages = imports.filter(({ from, to }) => roomOf(from) === room && to.startsWith('node:'))
    expect(packages.map(({ from, to }) => `${from} -> ${to}`)).toEqual([])
  })
})

describe('the reader of imports', () => {
  test('tells values, types, re-exports and lazy imports apart', () => {
    const text = `import { a } from '../engine/a.ts'\nimport type { B } from './b.ts'\nimport { type C } from './c.ts'\nexport { d } from './d.ts'\nawait import('../cli/e.ts')`
    expect(importsOf('study/x.ts', text)).toEqual([
      { from: 'study/x.ts', to: 'engine/a.ts', typeOnly: false },
      { from: 'study/x.ts', to: 'study/b.ts', typeOnly: true },
      { from: 'study/x.ts', to: 'study/c.ts', typeOnly: true },
      { from: 'study/x.ts', to: 'study/d.ts', typeOnly: false },
      { from: 'study/x.ts', to: 'cli/e.ts', typeOnly: false },
    ])
  })

  test('a planted circle and a planted arrow up are found', () => {
    const planted: Import[] = [
      { from: 'study/a.ts', to: 'study/b.ts', typeOnly: false },
      { from: 'study/b.ts', to: 'study/a.ts', typeOnly: false },
    ]
    expect(findCircle(planted)).toEqual(['study/a.ts', 'study/b.ts', 'study/a.ts'])
    expect(pointsUp({ from: 'study/a.ts', to: 'cli/b.ts', typeOnly: false })).toBe(true)
    expect(pointsUp({ from: 'study/a.ts', to: 'measure/b.ts', typeOnly: true })).toBe(false)
  })
})
