/** Heads as people write them -> plans, one way to run each kind. The door has checked their shape. */
import type { CommandHead, Head, HeadDefinition, ModuleHead } from '../types.ts'
import { callCommand } from './command.ts'
import { callFunction } from './function.ts'
import { loadModule } from './module.ts'
import type { HeadPlan, Hook, Hooks, PreparedHead } from './prepared.ts'

type AnyHead = Head<never, unknown>
type Definition = HeadDefinition<never, unknown>

export const isCommand = (head: AnyHead): head is CommandHead => 'command' in head
export const isModule = (head: AnyHead): head is ModuleHead => 'module' in head

/** Hooks keep their `this`. */
function hooksOf(definition: Pick<Definition, 'setup' | 'teardown' | 'beforeEach' | 'afterEach'>): Hooks {
  const bound = (['setup', 'teardown', 'beforeEach', 'afterEach'] as const).flatMap((name) => {
    const hook = definition[name] as Hook | undefined
    return hook === undefined ? [] : [[name, hook.bind(definition)] as const]
  })
  return Object.fromEntries(bound)
}

/** A function or a definition, as a head that can be called. */
export function prepareFunction(head: Definition | Definition['run'], onLate: () => void): PreparedHead {
  if (typeof head === 'function') return { call: callFunction(head as never, onLate), hooks: {} }
  return { call: callFunction(head.run.bind(head) as never, onLate), hooks: hooksOf(head) }
}

interface Settings {
  readonly timeoutMs?: number
  readonly cost?: number
}

const automaticCalls = 3

/**
 * The plan of one head.
 *
 * @param timeoutMs - the study's, for heads without a limit of their own
 * @param onLate - told each time one of its calls settles after its limit
 */
export function planHead(name: string, head: AnyHead, timeoutMs: number, onLate: (head: string) => void): HeadPlan {
  const settings: Settings = typeof head === 'function' ? {} : head
  const common = { name, cost: settings.cost, timeoutMs: settings.timeoutMs ?? timeoutMs }
  const late = (): void => onLate(name)
  if (isCommand(head)) {
    return { ...common, kind: 'command', warmups: 1, prepare: () => ({ call: callCommand(head), hooks: hooksOf(head) }) }
  }
  if (isModule(head)) {
    return {
      ...common,
      kind: 'module',
      warmups: automaticCalls,
      prepare: () => loadModule(head).then((found) => prepareFunction(found, late)),
    }
  }
  return { ...common, kind: 'function', warmups: automaticCalls, prepare: () => prepareFunction(head, late) }
}
