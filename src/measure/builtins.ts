/**
 * Built-ins that measuring relies on, taken when this module is loaded: a head may replace any of them later.
 * Clocks are monotonic; the wall clock of the day is never used for a duration.
 */
import { getHeapStatistics } from 'node:v8'

/** Monotonic ms with a fraction. */
export const now: () => number = performance.now.bind(performance)
/** Monotonic ns: half the cost of `now`, for the sections that are timed call by call. */
export const nanos: () => bigint = process.hrtime.bigint.bind(process.hrtime)
export const msBetween = (startedAt: bigint, endedAt: bigint): number => Number(endedAt - startedAt) / 1e6
export const { setTimeout: later, clearTimeout: never, setImmediate: soon, AbortController: Abort, Date: Calendar } = globalThis
export const heapUsed = (): number => getHeapStatistics().used_heap_size
/** User and system time of the whole process in µs, or since an earlier reading. */
export const cpuUsage = process.cpuUsage.bind(process)
export const rssBytes: () => number = process.memoryUsage.rss.bind(process.memoryUsage)

/** Lets the event loop do what has come up: signals, timers, orphans. */
export const breathe = (): Promise<void> => new Promise((resolve) => void soon(resolve))

const memoryUsage = process.memoryUsage.bind(process)
/** Bytes that this thread holds: its heap, and what stands outside of it. */
export function memoryBytes(): number {
  const { heapUsed: heap, external } = memoryUsage()
  return heap + external
}
