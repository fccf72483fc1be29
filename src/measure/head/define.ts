/** Heads as people write them -> plans, one way to run each kind. The door has checked their shape. */
import type { CommandHead, Head, HeadDefinition, ModuleHead } from '../types.ts'
import { types } from 'node:util'
import { callCommand } from './command.ts'
import { callFunction } from './function.ts'
import { canReload, loadModule } from './module.ts'
import type { Body, HeadPlan, Hook, Hooks, PreparedHead } from './prepared.ts'
import { rebuild } from './rebuild.ts'
import { pace, type Paced } from '../remote/pace.ts'
import type { Run } from '../trial/loop.ts'

const { isAsyncFunction } = types

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

type CopyMaker = Body['copy']

/** A head around a function, and others like it: they share nothing but the function they begin with. */
function prepare(original: Run, hooks: Hooks, copy: CopyMaker, onLate: () => void): PreparedHead {
  const twin = (): PreparedHead => prepare(original, {}, copy, onLate)
  const body: Body = { run: original, original, copy, twin }
  return { call: callFunction(body, onLate), hooks, body }
}

function runOf(head: Definition | Run): readonly [run: Run, copy: () => Run | undefined] {
  const own = (typeof head === 'function' ? head : head.run) as Run
  const bind = (run: Run): Run => (typeof head === 'function' ? run : run.bind(head))
  const copy = (): Run | undefined => {
    const fresh = rebuild(own)
    return fresh === undefined ? undefined : bind(fresh)
  }
  return [bind(own), copy]
}

/** A function or a definition, as a head that can be called. */
export function prepareFunction(head: Definition | Definition['run'], onLate: () => void): PreparedHead {
  const [run, copy] = runOf(head as Definition | Run)
  return prepare(run, typeof head === 'function' ? {} : hooksOf(head), copy, onLate)
}

/** Most instances of a module: none of them is ever unloaded. */
const mostInstances = 16

/** A module, and copies of it that are loaded anew, state and all; one that is set up and torn down stays as it is. */
async function prepareModule(head: ModuleHead, onLate: () => void): Promise<PreparedHead> {
  const found = await loadModule(head, 1)
  const [run] = runOf(found as Definition | Run)
  const hooks = typeof found === 'function' ? {} : hooksOf(found)
  const isKept = !canReload(head) || hooks.setup !== undefined || hooks.teardown !== undefined
  let instances = 1
  const copy = async (): Promise<Run | undefined> => {
    if (isKept || instances >= mostInstances) return undefined
    instances += 1
    return runOf((await loadModule(head, instances)) as Definition | Run)[0]
  }
  return prepare(run, hooks, copy, onLate)
}

interface Settings {
  readonly timeoutMs?: number
  readonly cost?: number
  readonly kind?: 'remote'
  readonly version?: string
}

/** A head that somebody else's machine answers: paced, and called by nothing but its trials. */
function asRemote({ call, hooks }: PreparedHead): PreparedHead {
  const paced: Paced = { times: 0, waitedMs: 0 }
  return { call: pace(call, paced), hooks, paced }
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
    const prepare = (): PreparedHead => ({ call: callCommand(head), hooks: hooksOf(head) })
    // One that calls another machine, perhaps for money: its trials alone call it.
    if (settings.kind === 'remote')
      return { ...common, kind: 'remote', isCommand: true, version: settings.version, warmups: 0, prepare }
    return { ...common, kind: 'command', isCommand: true, warmups: 1, prepare }
  }
  if (settings.kind === 'remote') {
    const prepare = async (): Promise<PreparedHead> =>
      asRemote(isModule(head) ? await prepareModule(head, late) : prepareFunction(head, late))
    return { ...common, kind: 'remote', version: settings.version, warmups: 0, prepare }
  }
  if (isModule(head)) {
    return {
      ...common,
      kind: 'module',
      warmups: automaticCalls,
      prepare: () => prepareModule(head, late),
    }
  }
  const isAsync = isAsyncFunction(typeof head === 'function' ? head : head.run)
  return { ...common, kind: 'function', isAsync, warmups: automaticCalls, prepare: () => prepareFunction(head, late) }
}
