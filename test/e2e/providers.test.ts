/** The example of three providers, as a user runs it: real servers, an outage, a limit of calls; figures add up, and it ends by itself. */
import { execFile } from 'node:child_process'
import { execPath } from 'node:process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
const example = (...words: string[]): Promise<{ stdout: string; stderr: string }> =>
  run(execPath, ['examples/providers/main.mjs', ...words], { timeout: 50_000 })

interface Report {
  readonly calls: number
  readonly answered: number
  readonly secondTries: number
  readonly cost: number
  readonly heads: readonly { readonly head: string; readonly picks: number; readonly share: number; readonly ejections: number }[]
  readonly events: readonly { readonly atMs: number; readonly text: string }[]
}

test('routes around an outage and a limit', async () => {
  const { stdout, stderr } = await example('--seconds', '5', '--json')
  expect(stderr).toBe('')
  const { calls, answered, secondTries, cost, heads, events } = JSON.parse(stdout) as Report
  expect(calls).toBeGreaterThan(50)
  expect(answered / calls).toBeGreaterThan(0.8)
  expect(secondTries).toBeGreaterThan(0)
  expect(cost).toBeGreaterThan(0)
  // Each failed attempt is a pick as well.
  expect(heads.reduce((sum, { picks }) => sum + picks, 0)).toBeGreaterThanOrEqual(calls)
  expect(Math.abs(heads.reduce((sum, { share }) => sum + share, 0) - 1)).toBeLessThan(1e-9)
  const ejections = Object.fromEntries(heads.map(({ head, ejections: times }) => [head, times]))
  expect(ejections['swift']).toBeGreaterThan(0)
  expect(ejections['cheap']).toBeGreaterThan(0)
  expect(events.some(({ text }) => text.startsWith('cheap is out for 1.0 s: it asked for 1 s without calls'))).toBe(true)
  expect(events.some(({ text }) => text.includes('HTTP 503'))).toBe(true)
})

test('writes plain lines where there is no terminal, and refuses what is no time', async () => {
  const { stdout } = await example('--seconds', '1.5')
  expect(stdout).not.toContain('\u001b')
  expect(stdout.split('\n').at(-2)).toMatch(
    /^\d+ of \d+ calls answered, \d+ of them by another head than the first; mean cost \d\.\d\d$/,
  )
  await expect(example('--seconds', 'x')).rejects.toMatchObject({
    code: 2,
    stderr: '--seconds must be a number above 0, got x\n',
  })
})
