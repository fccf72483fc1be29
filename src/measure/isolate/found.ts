/**
 * In the isolate: from a recipe to a head, its inputs and its judges.
 * A configuration is loaded once, by the same code that the command loads it with; functions come from their texts.
 * Where the host judges, the answer of the last call is kept for it.
 */
import { loadConfig, type Job } from '../../config/index.ts'
import { hydraError } from '../../errors/index.ts'
import { inputSource, type InputSource } from '../inputs.ts'
import type { Metrics, Verify } from '../trial/oracle.ts'
import type { Head, HeadDefinition, Inputs } from '../types.ts'
import type { Boxed, FunctionRecipe, HeadRecipe, Recipe, Sent } from './protocol.ts'
import { functionOf } from './text.ts'

type AnyHead = Head<never, unknown>

/** What a head is called and judged with there. */
export interface Found {
  readonly head: AnyHead
  readonly inputs: InputSource
  readonly verify: Verify | undefined
  readonly metrics: Metrics | undefined
}

/** What the host hands over with a question, and what it gets back beside the answer. */
export interface Hands {
  sent: Sent | undefined
  output: Boxed | undefined
}

async function jobOf({ config }: Recipe): Promise<Job | undefined> {
  if (config === undefined) return undefined
  const { main, studies } = await loadConfig({ file: config.file })
  return config.study === undefined ? main.job : studies.get(config.study)?.job
}

function definitionOf(recipe: Extract<HeadRecipe, { from: 'text' }>): AnyHead {
  const run = functionOf(recipe.run)
  if (recipe.hooks === undefined) return run
  const hooks = Object.entries(recipe.hooks).map(([name, text]) => [name, functionOf(text)] as const)
  return { run, ...Object.fromEntries(hooks) } satisfies HeadDefinition<never, unknown>
}

function headOf(recipe: Recipe, job: Job | undefined): AnyHead {
  const { head, name } = recipe
  if (head.from === 'module') return { module: head.module, export: head.export }
  if (head.from === 'text') return definitionOf(head)
  const found = job?.heads.get(name)
  if (found !== undefined) return found
  const known = [...(job?.heads.keys() ?? [])].join(', ') || 'none'
  const suggestion = 'Name heads in the configuration the same each time it is loaded.'
  throw hydraError('1002', { kind: 'head', key: name, place: ` of ${head.config.file}`, known, suggestion })
}

const fromHost: Inputs = () => undefined

function inputsOf({ inputs, seed }: Recipe, job: Job | undefined, hands: Hands): InputSource {
  if (inputs === undefined) return inputSource(undefined, seed)
  if ('values' in inputs) return inputSource(inputs.values, seed)
  const { generator } = inputs
  if (generator === 'config') return inputSource(job?.inputs, seed)
  if (generator !== 'host') return inputSource(functionOf(generator), seed)
  return { ...inputSource(fromHost, seed), valueOf: (block) => hands.sent?.get(block) }
}

function judgeOf<T>(recipe: FunctionRecipe | undefined, ofConfig: unknown): T | undefined {
  if (recipe === undefined || recipe === 'host') return undefined
  return (recipe === 'config' ? ofConfig : functionOf(recipe)) as T | undefined
}

/** Everything by its recipe; what a configuration throws while it is loaded is thrown. */
export async function find(recipe: Recipe, hands: Hands): Promise<Found> {
  const job = await jobOf(recipe)
  const isHostJudge = recipe.verify === 'host' || recipe.metrics === 'host'
  const keep: Metrics = (value) => {
    hands.output = { value }
    return {}
  }
  return {
    head: headOf(recipe, job),
    inputs: inputsOf(recipe, job, hands),
    verify: isHostJudge ? undefined : judgeOf<Verify>(recipe.verify, job?.verify),
    metrics: isHostJudge ? keep : judgeOf<Metrics>(recipe.metrics, job?.metrics),
  }
}
