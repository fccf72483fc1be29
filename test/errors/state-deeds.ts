/** What raises the codes of kept states and decision logs. In: a folder. Out: deeds by code. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { noState } from '../../src/cli/steps/selector.ts'
import { onWarning, type HydraError } from '../../src/errors/index.ts'
import { fileStore, readDecisions, withLock } from '../../src/files/index.ts'
import { openSelector, type StoredSelector } from '../../src/select/index.ts'

/** Throws the warnings of a piece of work. */
async function warnings(work: () => Promise<void>): Promise<never> {
  const told: HydraError[] = []
  const before = onWarning((warning) => void told.push(warning))
  await work().finally(() => onWarning(before))
  throw told
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export const stateDeeds = (folder: () => string): Readonly<Record<string, () => unknown>> => {
  const at = (name: string): string => {
    mkdirSync(join(folder(), 'states'), { recursive: true })
    return join(folder(), 'states', name)
  }
  return {
    'HYD-5020': () => withLock(at('locked'), () => withLock(at('locked'), turn, { waitMs: 5 })),
    'HYD-5021': () =>
      warnings(async () => {
        let at = 0
        const store = { load: () => Promise.resolve(undefined), save: () => Promise.reject(new Error('no room')) }
        const selector = await openSelector({ heads: ['a'], store, now: () => (at += 2000) })
        selector.observe(selector.pick(), { ok: true })
        await turn()
      }),
    'HYD-5022': () =>
      warnings(async () => {
        const path = at('decisions.jsonl')
        writeFileSync(path, '{"kind":"deci')
        for await (const record of readDecisions(path)) throw new Error(`read ${record.kind}`)
      }),
    'HYD-5023': () =>
      warnings(async () => {
        const store = fileStore(at('twin.json'))
        const open = (): Promise<StoredSelector> => openSelector({ heads: ['a'], origin: 'raised', store })
        const [one, two] = [await open(), await open()]
        await one.close()
        await two.close()
      }),
    'HYD-5024': () => {
      throw noState('none.json')
    },
  }
}
