/** What a stranger without Rust gets: a clone, `npm start`, one line with the remedy, the files, a clean tree. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let folder = ''
let clone = ''
let path = ''

/** The PATH with every folder that holds cargo or rustc replaced by one of links to all its other programs. */
function pathWithoutRust(): string {
  const hidden = /^(cargo|rustc|rustup)/
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((part, index) => {
      const names = readdirIfThere(part)
      if (!names.some((name) => hidden.test(name))) return part
      const shadow = join(folder, `bin-${index}`)
      mkdirSync(shadow)
      for (const name of names) if (!hidden.test(name)) symlinkSync(join(part, name), join(shadow, name))
      return shadow
    })
    .join(delimiter)
}

function readdirIfThere(part: string): string[] {
  try {
    return readdirSync(part)
  } catch {
    return []
  }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hydra ümlaut '))
  clone = join(folder, 'clone')
  path = pathWithoutRust()
  execFileSync('git', ['clone', '-q', process.cwd(), clone])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** As from a terminal of its own: npm's variables of the outer run taken off. */
function npm(args: string[], more: Record<string, string> = {}): { code: number | null; out: string; err: string } {
  const outer = Object.entries(process.env).filter(([name]) => !/^(npm_|HYDRA_|VITEST|NODE_ENV)/.test(name))
  const env = { ...Object.fromEntries(outer), PATH: path, ...more }
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: clone, env, encoding: 'utf8', timeout: 300_000 })
  return { code: status, out: stdout, err: stderr }
}

describe('a clone in a folder with a blank and an umlaut, without cargo, under NODE_ENV=production', () => {
  test('npm start runs the whole pipeline on the reference engine and says so in one line', { timeout: 400_000 }, () => {
    const { code, out, err } = npm(['start', '--', '--smoke'], { NODE_ENV: 'production' })
    expect(err).toMatch(/no Rust toolchain found, so the TypeScript reference engine is used.*rustup/)
    expect(err.split('\n').filter((line) => line.includes('reference'))).toHaveLength(1)
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/gzip-6/)
    expect(readdirSync(join(clone, 'hydra_profiles')).filter((name) => name.endsWith('.json')).length).toBeGreaterThanOrEqual(6)
    const { weights } = JSON.parse(readFileSync(join(clone, 'hydra_weights.json'), 'utf8')) as { weights: Record<string, number> }
    expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
    expect(execFileSync('git', ['status', '--porcelain'], { cwd: clone, encoding: 'utf8' })).toBe('')
  })

  test(
    'a second start does not install or build again, and HYDRA_ENGINE=reference is silent about Rust',
    { timeout: 120_000 },
    () => {
      const { code, err } = npm(['start', '--', '--smoke'], { HYDRA_ENGINE: 'reference' })
      expect(code).toBe(0)
      expect(err).not.toMatch(/installing|building|Rust/)
    },
  )

  test('HYDRA_ENGINE=native without cargo ends with 3 and the remedy', { timeout: 60_000 }, () => {
    const { code, err } = npm(['start', '--', '--smoke'], { HYDRA_ENGINE: 'native' })
    expect(code).toBe(3)
    expect(err).toMatch(/rustup/)
  })
})

test(`the clone is taken from ${basename(process.cwd())} as committed`, () => {
  expect(readdirSync(clone)).toContain('package.json')
})
