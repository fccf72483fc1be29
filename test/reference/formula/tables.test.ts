/** The tables of the core are printed from the grammar: what is committed is what the script prints. */
import { spawnSync } from 'node:child_process'
import { execPath } from 'node:process'
import { expect, test } from 'vitest'

test('crates/hydra-core/src/formula/grammar.rs is current', () => {
  const { status, stderr } = spawnSync(execPath, ['scripts/grammar.mjs', '--check'], { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(status).toBe(0)
})
