/** A selector whose state is kept: saved on change, at most once a second, joined with what others have put there. */
import { describe, expect, test } from 'vitest'
import { onWarning, type HydraError } from '../../../src/errors/index.ts'
import { openSelector, type SelectorStore, type Snapshot, type StoredSelector } from '../../../src/select/index.ts'
import { World } from '../support.ts'

const through = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** A place that several selectors share; with `update` nobody comes in between. */
class Shelf implements SelectorStore {
  state: unknown
  saves = 0
  load = (): Promise<unknown> => Promise.resolve(this.state === undefined ? undefined : through(this.state))
  save(state: Snapshot): Promise<void> {
    this.state = through(state)
    this.saves += 1
    return Promise.resolve()
  }
}
class Locked extends Shelf {
  async update(change: (state: unknown) => Snapshot): Promise<void> {
    await this.save(change(await this.load()))
  }
}

const rates = { a: 0.9, b: 0.4 }
function work(selector: StoredSelector, world: World, count: number, stepMs = 1): void {
  for (let i = 0; i < count; i += 1) {
    world.at += stepMs
    const pick = selector.pick()
    selector.observe(pick, { ok: world.ok(pick.head) })
  }
}
const counted = (selector: StoredSelector): number => selector.heads.reduce((sum, head) => sum + selector.explain(head).count, 0)
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function warningsOf(work: () => Promise<void>): Promise<HydraError[]> {
  const told: HydraError[] = []
  const before = onWarning((warning) => void told.push(warning))
  await work().finally(() => onWarning(before))
  return told
}

describe.each([
  ['load and save', () => new Shelf()],
  ['update', () => new Locked()],
])('by %s', (_, make) => {
  test('saved at the first change after a second, and at close; no oftener', async () => {
    const [world, shelf] = [new World(rates), make()]
    const selector = await openSelector({ heads: ['a', 'b'], seed: 1, now: world.now, store: shelf })
    for (let i = 0; i < 40; i += 1) {
      work(selector, world, 10, 10)
      await turn()
    }
    expect(shelf.saves).toBe(4)
    work(selector, world, 5)
    await selector.close()
    expect(shelf.saves).toBe(5)
    await selector.close()
    work(selector, world, 2000)
    await turn()
    expect(shelf.saves).toBe(5)
    expect((shelf.state as Snapshot).totals['calls']!.reduce((sum, calls) => sum + calls, 0)).toBe(405)
  })

  test('another process goes on with what was learned; with the same origin as if nothing had been', async () => {
    const [world, other, shelf] = [new World(rates), new World(rates), make()]
    const options = { heads: ['a', 'b'], seed: 1, origin: 'x', wall: () => 1000 }
    const selector = await openSelector({ ...options, now: world.now, store: shelf })
    work(selector, world, 300)
    await selector.close()
    const saved = counted(selector)
    for (let i = 0; i < 300; i += 1) other.ok('a')
    other.at = world.at
    const again = await openSelector({ origin: 'x', now: other.now, wall: () => 1000, store: shelf })
    expect([again.heads, counted(again)]).toEqual([['a', 'b'], saved])
    const picks = (of: StoredSelector, by: World): string[] =>
      Array.from({ length: 100 }, () => {
        const pick = of.pick()
        of.observe(pick, { ok: by.ok(pick.head) })
        return `${pick.head} ${pick.ticket} ${pick.probability}`
      })
    expect(picks(again, other)).toEqual(picks(selector, world))
    const third = await openSelector({ store: shelf })
    expect(counted(third)).toBe(saved)
    expect(third.explain().seed).not.toBe(1)
  })

  test('processes that share a store know what all have observed', async () => {
    const shelf = make()
    const worlds = [1, 2, 3].map((seed) => new World(rates, seed))
    const selectors = await Promise.all(
      worlds.map(({ now }, i) => openSelector({ heads: ['a', 'b'], seed: i, drift: false, now, store: shelf })),
    )
    for (let round = 0; round < 3; round += 1)
      for (const [i, selector] of selectors.entries()) {
        work(selector, worlds[i]!, 100)
        await selector.flush()
      }
    for (const selector of selectors) await selector.flush()
    for (const selector of [...selectors].reverse()) {
      selector.pick()
      await selector.flush()
    }
    expect(selectors.map(counted)).toEqual([900, 900, 900])
  })

  test('no restart loses anything', async () => {
    const [world, shelf] = [new World(rates), make()]
    for (let life = 1; life <= 6; life += 1) {
      const selector = await openSelector({ heads: ['a', 'b'], drift: false, now: world.now, store: shelf })
      work(selector, world, 50)
      await selector.close()
      expect(counted(selector)).toBe(50 * life)
    }
  })
})

describe('a store that fails', () => {
  test('harms no pick, is warned of, and tried again', async () => {
    const [world, shelf] = [new World(rates), new Locked()]
    const selector = await openSelector({ heads: ['a', 'b'], origin: 'failing', now: world.now, store: shelf })
    const save = shelf.save.bind(shelf)
    shelf.save = () => Promise.reject(new Error('no room'))
    const warnings = await warningsOf(async () => {
      work(selector, world, 10, 500)
      await turn()
      await expect(selector.flush()).rejects.toThrow('no room')
    })
    expect(warnings.map(({ code }) => code)).toEqual(['HYD-5021'])
    shelf.save = save
    expect(await warningsOf(() => selector.close())).toEqual([])
    expect((shelf.state as Snapshot).whole.learner.evidence.steps).toBe(10)
  })

  test.each<[string, unknown]>([
    ['HYD-5013', { schema: 'hydra.selector/1' }],
    ['HYD-5013', 'half a st'],
    ['HYD-6004', { schema: 'hydra.selector/2' }],
  ])('%s: what it holds is refused, and stays', async (code, state) => {
    const shelf = new Locked()
    shelf.state = state
    await expect(openSelector({ heads: ['a'], store: shelf })).rejects.toMatchObject({ code })
    shelf.state = undefined
    const selector = await openSelector({ heads: ['a'], store: shelf })
    shelf.state = state
    await expect(selector.flush()).rejects.toMatchObject({ code })
    expect(shelf.state).toEqual(state)
  })

  test('what is no store: HYD-1003', async () => {
    await expect(openSelector({ heads: ['a'], store: {} as never })).rejects.toMatchObject({ code: 'HYD-1003' })
  })
})

test('two selectors of one origin: HYD-5023, once', async () => {
  const shelf = new Locked()
  const open = (): Promise<StoredSelector> => openSelector({ heads: ['a', 'b'], origin: 'twin', store: shelf })
  const warnings = await warningsOf(async () => {
    const [one, two] = [await open(), await open()]
    for (let i = 0; i < 3; i += 1) {
      for (const selector of [one, two]) {
        selector.observe(selector.pick(), { ok: true })
        await selector.flush()
      }
    }
  })
  expect(warnings.map(({ code }) => code)).toEqual(['HYD-5023'])
})

test('heads that join are saved', async () => {
  const shelf = new Locked()
  const selector = await openSelector({ heads: ['a'], store: shelf })
  selector.addHead('b')
  await selector.close()
  expect((shelf.state as Snapshot).heads).toEqual(['a', 'b'])
})
