/** Checks of the machine: Node, processors and load, the step of the clock. */
import { availableParallelism, cpus, loadavg } from 'node:os'
import type { Check } from './check.ts'

const leastNode = [20, 17] as const

export function nodeCheck(version = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const fits = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1])
  const text = `Node ${version} on ${process.platform} ${process.arch}`
  return fits
    ? { name: 'node', state: 'ok', text }
    : { name: 'node', state: 'fail', text, remedy: `Install Node ${leastNode.join('.')} or newer.` }
}

/** @param load - average over a minute; 0 on systems that do not tell */
export function loadCheck(load = loadavg()[0] ?? 0, cores = availableParallelism()): Check {
  const allowed = cores < cpus().length ? `, ${cores} of them for this process` : ''
  const text = `${cpus().length} processors${allowed}, load ${load.toFixed(2)}`
  if (load <= 0.7 * cores) return { name: 'load', state: 'ok', text }
  return {
    name: 'load',
    state: 'warn',
    text,
    remedy: 'Close other programs, or use more trials: a busy machine widens the intervals.',
  }
}

/** The smallest step of the clock that trials are taken with, in ns, over some thousand readings. */
export function clockCheck(): Check {
  let least = Infinity
  for (let reading = 0, before = process.hrtime.bigint(); reading < 5000; reading += 1) {
    const now = process.hrtime.bigint()
    if (now > before) least = Math.min(least, Number(now - before))
    before = now
  }
  const text = `clock step ${least} ns`
  if (least <= 10_000) return { name: 'clock', state: 'ok', text }
  return { name: 'clock', state: 'warn', text, remedy: 'Measure heads that take longer than 1 ms: the clock is coarse here.' }
}
