/**
 * Soak: a selector under a million picks and observations a second, contexts that come and go, heads whose rewards change, snapshots now and
 * then. Does its memory grow? Run: node bench/run.mjs soak/selector [minutes=1] [rate=1e6] [contexts=5000]
 * In: minutes. Out: calls a second, heap after each sixth of the time (after a collection), its slope in MB an hour by least squares over the
 * last two thirds, restarts and contexts seen. The selector's clock goes with the calls, so that heads go out and come back.
 */
import { loadavg } from 'node:os'
import { create } from '../../src/reference/random/sfc32.ts'
import { createSelector, restoreSelector, type Pick } from '../../src/select/index.ts'
import { readWords } from '../words.ts'

const words = readWords(process.argv.slice(2), { minutes: '1', rate: '1e6', contexts: '5000' })
const [minutes, rate, contexts] = [words.number('minutes'), words.number('rate'), words.number('contexts')]
const heads = Array.from({ length: 10 }, (_, i) => `head ${i}`)
const random = create(1, 'soak')
const batch = 20_000

let at = 0
const selector = createSelector({ heads, seed: 1, origin: 'soak', now: () => at, wall: () => at, maxContexts: 1000 })
const seen = { restarts: 0, ejected: 0, restored: 0, snapshots: 0, calls: 0, lost: 0 }
selector.on('drift', () => (seen.restarts += 1))
selector.on('ejected', () => (seen.ejected += 1))
selector.on('restored', () => (seen.restored += 1))

/** Success shares move every 200,000 calls: now one head is ill, now another. */
function rateOf(head: number): number {
  const phase = Math.floor(seen.calls / 200_000)
  return phase % 10 === head ? 0.02 : 0.9 + 0.01 * head
}

const waiting: Pick[] = []

function call(): void {
  at += 1000 / rate
  seen.calls += 1
  const isInContext = seen.calls % 50 === 0
  waiting.push(isInContext ? selector.pick({ context: `context ${random.below(contexts)}` }) : selector.pick())
  if (waiting.length < 64) return
  // Answers come in any order; one in a thousand never does, one in a thousand is given up.
  const place = random.below(waiting.length)
  const pick = waiting[place]!
  waiting[place] = waiting.at(-1)!
  waiting.pop()
  const luck = random.float()
  if (luck < 0.001) seen.lost += 1
  else if (luck < 0.002) selector.observe(pick, { abandoned: true })
  else selector.observe(pick, { ok: random.float() < rateOf(Number(pick.head.slice(5))), durationMs: 5 + 10 * random.float() })
}

function keepAndRestore(): void {
  const saved: unknown = JSON.parse(JSON.stringify(selector.snapshot()))
  restoreSelector(saved, { origin: 'other', now: () => at })
  seen.snapshots += 1
}

/** MB an hour, by least squares. */
function slopeOf(points: readonly (readonly [ms: number, mb: number])[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [x, y] = [mean(points.map(([ms]) => ms)), mean(points.map(([, mb]) => mb))]
  const top = points.reduce((sum, [ms, mb]) => sum + (ms - x) * (mb - y), 0)
  return (3_600_000 * top) / points.reduce((sum, [ms]) => sum + (ms - x) * (ms - x), 0)
}

const memory = (): number => {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1048576
}

const looks = 18
const points: [number, number][] = []
const startedAt = performance.now()
const cpu = process.cpuUsage()
let behind = 0
for (let look = 1; look <= looks; look += 1) {
  const until = startedAt + (look * minutes * 60_000) / looks
  while (performance.now() < until) {
    for (let i = 0; i < batch; i += 1) call()
    // No faster than asked for, without a timer: a rest of what is left.
    const ahead = seen.calls / rate - (performance.now() - startedAt) / 1000
    if (ahead > 0.002) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000 * ahead)
    else behind = -ahead
  }
  keepAndRestore()
  points.push([performance.now() - startedAt, memory()])
}
const { user, system } = process.cpuUsage(cpu)
const seconds = (performance.now() - startedAt) / 1000
console.log(`load ${loadavg().map((x) => x.toFixed(1)).join(' ')}; ${seconds.toFixed(0)} s, ${(seen.calls / seconds / 1e6).toFixed(2)} million calls a second (behind by ${behind.toFixed(1)} s), ${((1000 * (user + system)) / seen.calls).toFixed(0)} ns of CPU time a call`) // prettier-ignore
console.log(`heap after collections, MB: ${points.map(([, mb]) => mb.toFixed(2)).join(' ')}`)
console.log(`slope over the last two thirds: ${slopeOf(points.slice(looks / 3)).toFixed(2)} MB an hour`)
console.log(JSON.stringify(seen))
