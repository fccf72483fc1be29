/** Warming up what was made anew: many heads in one go under one limit, which costs nobody that keeps to its own. */
import { expect, test } from 'vitest'
import type { HeadRun } from '../../src/measure/head-run.ts'
import { Arming } from '../../src/measure/trial/armed.ts'
import { Deadline } from '../../src/measure/trial/deadline.ts'
import { Scope } from '../../src/measure/trial/scope.ts'
import { warmAnew } from '../../src/measure/warm-anew.ts'

const spin = (ms: number): void => {
  const until = performance.now() + ms
  while (performance.now() < until);
}

/** A head with batches: what warming up asks of it. */
function headOf(name: string, warm: () => boolean, shared: object): HeadRun & { failed: boolean } {
  const head = {
    name, shared, warm,
    failed: false,
    dropped: false,
    rebuilt: false,
    steady: true,
    plan: { name, timeoutMs: 100 },
    warmth: { calls: 3 },
    batched: { warm },
    scope: () => new Scope(name, () => undefined),
    unchain: () => void (head.failed = true),
  } // prettier-ignore
  return head as unknown as HeadRun & { failed: boolean }
}

const inputs = { names: [], changes: false, indexOf: () => 0, valueOf: () => undefined }

async function failedOf(warms: readonly (() => boolean)[], mostMs: number): Promise<string[]> {
  const deadline = new Deadline()
  const shared = { inputs, deadline, arming: new Arming(50) }
  const heads = warms.map((warm, i) => headOf(String(i), warm, shared))
  try {
    await warmAnew(heads, 0, { leastMs: 1, mostMs, calls: 1, singles: 1 }, () => Promise.resolve(true))
  } finally {
    deadline.close()
  }
  return heads.filter(({ failed }) => failed).map(({ name }) => name)
}

test('heads that all keep to their time: none of them is stopped, however many there are', async () => {
  const warms = Array.from({ length: 80 }, () => () => {
    spin(20)
    return true
  })
  expect(await failedOf(warms, 20)).toEqual([])
})

test('one that never comes back costs itself alone; those after it are warmed up, though most of the time was gone', async () => {
  const warmed: number[] = []
  const warms = Array.from({ length: 6 }, (_, i) => () => {
    if (i === 2) for (;;);
    // The first go has 1.1 s, and 2 ms for each of them: head 1 takes most of it, and once more what is left would not be enough for head 2.
    if (i === 1) spin(900)
    warmed.push(i)
    return true
  })
  expect(await failedOf(warms, 1)).toEqual(['2'])
  expect(warmed).toEqual([0, 1, 3, 4, 5])
})

test('one that is stopped in the time that another one used up is warmed up once more', async () => {
  const tries = [0, 0, 0]
  const warms = [900, 900, 0].map((ms, i) => () => {
    tries[i]! += 1
    spin(ms)
    return true
  })
  expect(await failedOf(warms, 1)).toEqual([])
  expect(tries).toEqual([1, 2, 1])
})
