/**
 * The protocol of every benchmark here: cases interleaved in rounds, CPU time of the process, about 25 ms a case a round, median of 9.
 * In: named cases, each a function that does the work once. Out: microseconds a call, and a printed table with ratios.
 * Why the loop is inside the measured part: a clock costs 40 ns a reading. Why CPU time: other programs run on this machine too.
 */
export interface Case {
  readonly name: string
  readonly run: () => unknown
}

const cpuUs = (): number => {
  const { user, system } = process.cpuUsage()
  return user + system
}

function timeUs(run: () => unknown, calls: number): number {
  const start = cpuUs()
  for (let i = 0; i < calls; i += 1) keep = run()
  return (cpuUs() - start) / calls
}

/** What a case returns is kept, so that the compiler cannot drop the work. */
export let keep: unknown

/** Calls that take about `targetMs`. */
function calibrate(run: () => unknown, targetMs: number): number {
  let calls = 1
  for (;;) {
    const start = performance.now()
    for (let i = 0; i < calls; i += 1) keep = run()
    const spent = performance.now() - start
    if (spent > targetMs / 4 || calls > 1e8) return Math.ceil((calls * targetMs) / Math.max(spent, 0.01))
    calls *= 2
  }
}

/** The value at a share of the way from the least to the largest. */
const rank = (values: number[], share: number): number =>
  values.sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0

/** Microseconds a call for each case: the median over the rounds, or another share of them (0: the least, which load disturbs least). */
export function measure(cases: readonly Case[], { rounds = 9, targetMs = 25, share = 0.5 } = {}): Map<string, number> {
  // Once, not between rounds: a full collection throws optimised code away, and the rounds would measure the compiler.
  globalThis.gc?.()
  for (const { run } of cases) calibrate(run, targetMs) // until everything is compiled
  const calls = cases.map(({ run }) => calibrate(run, targetMs))
  const times = cases.map(() => [] as number[])
  for (let round = 0; round < rounds; round += 1) {
    // Rotated, and every second round backwards, so that nobody always comes after the one that empties the caches.
    for (let i = 0; i < cases.length; i += 1) {
      const step = (i + round) % cases.length
      const at = round % 2 === 0 ? step : cases.length - 1 - step
      times[at]?.push(timeUs(cases[at]!.run, calls[at] ?? 1))
    }
  }
  return new Map(cases.map(({ name }, i) => [name, rank(times[i] ?? [], share)]))
}

/** A table: the times, and how often the first case fits into each of them. */
export function print(title: string, times: ReadonlyMap<string, number>): void {
  const first = times.values().next().value ?? 1
  console.log(`\n${title}`)
  for (const [name, us] of times)
    console.log(`  ${name.padEnd(44)} ${us.toFixed(us < 10 ? 3 : 1).padStart(10)} us  ${(us / first).toFixed(2).padStart(7)} x`)
}
