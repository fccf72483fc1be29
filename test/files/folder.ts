/** A temporary folder for each test, and what lies in it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A fresh folder, removed when the test ends. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hydra-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Every file below a folder with its text, temporary ones too. */
export function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const pairs = files.map((entry) => {
    const path = join(entry.parentPath, entry.name)
    return [path.slice(folder.length + 1), readFileSync(path, 'utf8')] as const
  })
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The HydraError that a promise ends in, as data. */
export async function faultOf(promise: Promise<unknown>): Promise<{
  code: string
  message: string
  hint: string
  details: Record<string, unknown>
  where: Record<string, unknown>
  cause: unknown
}> {
  try {
    await promise
  } catch (thrown) {
    return thrown as never
  }
  throw new Error('it did not fail')
}
