/**
 * At the door: how every head, judge and input of a study comes into isolates.
 * In: checked options. Out: recipes by head; what cannot come there is refused, all of it at once, before anything runs.
 * A head of a configuration is loaded there by its name; a module by its address; a function by its source, if it needs nothing from outside
 * itself. Judges that cannot come stay here, and the answers come to them.
 */
import { isHydraError, show } from '../../errors/index.ts'
import { Faults } from '../door/faults.ts'
import type { NamedHead } from '../door/heads.ts'
import { isCommand, isModule } from '../head/define.ts'
import { urlOf } from '../head/module.ts'
import type { Checked } from '../options.ts'
import type { HeadDefinition, HeadFunction } from '../types.ts'
import { isFlow } from '../flow/plan.ts'
import { planOf } from '../tuning.ts'
import { freeNames } from './free.ts'
import type { FunctionRecipe, FunctionText, HeadRecipe, InputsRecipe, Recipe } from './protocol.ts'
import { textOf } from './text.ts'

type AnyFunction = (...given: never[]) => unknown
const hookNames = ['setup', 'teardown', 'beforeEach', 'afterEach'] as const
const cure = 'give { module, export }, a module that exports it'

/** Where a head runs. */
export type Place = 'worker' | 'process'

export interface Isolated {
  readonly place: Place
  readonly recipe: Recipe
}

/** Why a function cannot come by its source, in words; or its text. */
async function read(run: AnyFunction): Promise<FunctionText | string> {
  const text = textOf(run)
  if (text === undefined) return 'native code, a bound function or a class, which has no source'
  const free = await freeNames(text.text)
  if (free === undefined || free.length === 0) return text
  const names = free.slice(0, 5).map((name) => show(name)).join(', ') // prettier-ignore
  return `a function that needs ${names} from outside itself`
}

class Door {
  readonly faults = new Faults()
  readonly #options: Checked

  constructor(options: Checked) {
    this.#options = options
  }

  #refuse(head: string, place: Place, what: string): undefined {
    const expected = `"inline" for head ${show(head)}, which is ${what} (or ${cure})`
    this.faults.refuse('isolation', expected, place, head)
    return undefined
  }

  async #definition(name: string, head: HeadDefinition | HeadFunction, place: Place): Promise<HeadRecipe | undefined> {
    if (typeof head === 'function') {
      const run = await read(head)
      return typeof run === 'string' ? this.#refuse(name, place, run) : { from: 'text', run }
    }
    const proto: unknown = Object.getPrototypeOf(head)
    if (proto !== Object.prototype && proto !== null) return this.#refuse(name, place, 'an instance of a class')
    const run = await read(head.run)
    if (typeof run === 'string') return this.#refuse(name, place, run)
    const hooks: Record<string, FunctionText> = {}
    for (const key of hookNames) {
      const hook = head[key]
      const text = hook === undefined ? undefined : await read(hook)
      if (typeof text === 'string') return this.#refuse(name, place, `a definition whose ${key} is ${text}`)
      if (text !== undefined) hooks[key] = text
    }
    return { from: 'text', run, hooks }
  }

  async head([name, head]: NamedHead, place: Place): Promise<HeadRecipe | undefined> {
    if (isCommand(head)) return undefined
    if (isModule(head)) return { from: 'module', module: urlOf(head.module), export: head.export ?? 'default' }
    const { source } = this.#options
    return source === undefined ? this.#definition(name, head as HeadDefinition, place) : { from: 'config', config: source }
  }

  /** Calls that overlap are started by a loop that must be where the head is. */
  flow(place: Place): void {
    this.faults.refuse('isolation', '"inline" where concurrency or ratePerSecond are given', place)
  }

  async judge(judge: AnyFunction | undefined): Promise<FunctionRecipe | undefined> {
    if (judge === undefined) return undefined
    if (this.#options.source !== undefined) return 'config'
    const text = await read(judge)
    return typeof text === 'string' ? 'host' : text
  }

  async inputs(): Promise<InputsRecipe> {
    const { inputs, source } = this.#options
    if (inputs === undefined) return undefined
    if (typeof inputs === 'function') return { generator: (await this.judge(inputs)) ?? 'host' }
    try {
      structuredClone(inputs)
      return { values: inputs }
    } catch (thrown) {
      if (isHydraError(thrown)) throw thrown
      if (source !== undefined) return { generator: 'config' }
      this.faults.refuse('inputs', 'values that a structured clone carries (no functions), as heads run in isolates', inputs)
      return undefined
    }
  }
}

/** Remote heads run here: somebody else's machine answers them. */
const placeOf = ([, head]: NamedHead, { isolation }: Checked): Place | undefined => {
  if (isCommand(head) || ('kind' in head && head.kind === 'remote')) return undefined
  const own = typeof head === 'function' ? isolation : (head.isolation ?? isolation)
  return own === 'inline' ? undefined : own
}

/**
 * Recipes of all heads that do not run inline.
 *
 * @throws HYD-1003 functions with free variables, inputs that cannot be cloned
 */
export async function recipesOf(options: Checked): Promise<ReadonlyMap<string, Isolated>> {
  const placed = options.heads.flatMap((named) => {
    const place = placeOf(named, options)
    return place === undefined ? [] : [[named, place] as const]
  })
  if (placed.length === 0) return new Map()
  const door = new Door(options)
  if (isFlow(options)) door.flow(placed[0]![1])
  const recipes = new Map<string, Isolated>()
  const { seed, memoryMb, source: config } = options
  const [inputs, verify, metrics] = [await door.inputs(), await door.judge(options.verify), await door.judge(options.metrics)]
  const memoryBytes = memoryMb === undefined ? undefined : memoryMb * 2 ** 20
  const common = { config, seed, inputs, verify, metrics, memoryBytes, tuning: planOf(options) }
  for (const [named, place] of placed) {
    const [name, given] = named
    const head = await door.head(named, place)
    const timeoutMs = (typeof given === 'function' ? undefined : given.timeoutMs) ?? options.timeoutMs
    if (head !== undefined) recipes.set(name, { place, recipe: { ...common, name, head, timeoutMs } })
  }
  door.faults.throwAny()
  return recipes
}
