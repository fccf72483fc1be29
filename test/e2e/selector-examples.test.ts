/** The small examples of selectors: each finds what is best for what it is given. */
import { execFileSync } from 'node:child_process'
import { execPath } from 'node:process'
import { expect, test } from 'vitest'

const run = (example: string, ...words: string[]): Record<string, Record<string, number>> =>
  JSON.parse(execFileSync(execPath, [`examples/${example}/main.mjs`, '--json', ...words], { encoding: 'utf8' })) as Record<string, Record<string, number>> // prettier-ignore

test('a codec by type: what is compressed well is compressed, noise is stored', () => {
  const { json, noise } = run('codec-by-type', '--calls', '1500')
  expect(json!['stored']! / 750).toBeLessThan(0.2)
  expect(noise!['stored']! / 750).toBeGreaterThan(0.5)
})

test('a cache: when requests go in a circle, the least recently used is no longer thrown out', () => {
  const { circle } = run('cache-policy')
  expect(circle!['random']! / 400).toBeGreaterThan(0.7)
})
