/**
 * Company for those who measure: processes that work in bursts of 30 ms and rest for 60, each a little longer or shorter, by seed.
 * They end with the work beside which they run, and with the process that started them, however that ends: their input closes with it.
 */
import { spawn } from 'node:child_process'
import { argv, execPath, stdin } from 'node:process'
import { create } from '../../src/reference/random/sfc32.ts'

/** What a hog does: never returns. */
export async function hog(seed: number): Promise<never> {
  stdin.on('end', () => process.exit(0)).resume()
  const random = create(seed, 'hog')
  for (;;) {
    const until = performance.now() + 30 * (0.5 + random.float())
    while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve, 60 * (0.5 + random.float())))
  }
}

/** Runs the work beside so many hogs. This script must answer to the word `hog`. */
export async function besideHogs<T>(count: number, work: () => Promise<T>): Promise<T> {
  const running = Array.from({ length: count }, (_, seed) =>
    spawn(execPath, [argv[1]!, 'hog', String(seed)], { stdio: ['pipe', 'ignore', 'ignore'] }),
  )
  try {
    return await work()
  } finally {
    for (const child of running) child.kill()
  }
}
