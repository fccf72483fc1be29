/** A temporary project with a repository's root, and the HydraErrors that come of it. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder with files, removed when the test ends; `.git` ends the search. */
export function project(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hydra-config-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, '.git'))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

export interface Fault {
  readonly code: string
  readonly message: string
  readonly hint: string
  readonly where: Readonly<Record<string, unknown>>
  readonly details: { readonly errors?: readonly Fault[] }
}

/** The HydraError that a promise ends in. */
export async function faultOf(promise: Promise<unknown>): Promise<Fault> {
  try {
    await promise
  } catch (thrown) {
    return thrown as Fault
  }
  throw new Error('it did not fail')
}
