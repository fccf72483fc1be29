/**
 * What remote heads will cost is said before they are called, and paid only when somebody agreed.
 * In: the options of a study, how often it will be run. Out: nothing, or HYD-1012: not agreed to, or nobody there to be asked and no --yes.
 * Counted are the costs that remote heads declare; what only shows in answers (the metric `cost`) is held by --budget-cost alone.
 */
import { createInterface } from 'node:readline/promises'
import { hydraError } from '../../errors/index.ts'
import { shownCost } from '../../measure/cost.ts'
import type { ProfileOptions } from '../../measure/types.ts'
import { isGiven } from '../arguments/values.ts'
import type { Context } from '../context.ts'

export interface Bill {
  readonly calls: number
  readonly cost: number
}

/** Asks a question; undefined where nobody can answer. */
export type Ask = (question: string) => Promise<string>

type Priced = Pick<ProfileOptions, 'heads' | 'trials' | 'budgetCost'>

const defaultTrials = 100

function costOf(head: unknown): number {
  if (typeof head !== 'object' || head === null || !('kind' in head) || head.kind !== 'remote') return 0
  return 'cost' in head && typeof head.cost === 'number' ? head.cost : 0
}

/** What all runs of a study will cost, no more than its budget lets it; undefined when no remote head declares a cost. */
export function billOf({ heads, trials = defaultTrials, budgetCost = Infinity }: Priced, runs: number): Bill | undefined {
  const all: readonly unknown[] = heads instanceof Map ? [...heads.values()] : Object.values(heads)
  const costs = all.map(costOf).filter((cost) => cost > 0)
  if (costs.length === 0) return undefined
  const [calls, cost] = [costs.length * trials, costs.reduce((sum, each) => sum + each * trials, 0)]
  const share = cost > budgetCost ? budgetCost / cost : 1
  return { calls: Math.floor(calls * share) * runs, cost: cost * share * runs }
}

/** A question on the terminal; no answer, and an interrupt, is an empty one. */
async function askOnTerminal(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const gone = new Promise<string>((resolve) => terminal.once('close', () => resolve('')))
  terminal.once('SIGINT', () => terminal.close())
  try {
    return await Promise.race([terminal.question(question), gone])
  } finally {
    terminal.close()
  }
}

const terminalAsk = (): Ask | undefined => (process.stdin.isTTY && process.stderr.isTTY ? askOnTerminal : undefined)

/**
 * @param runs - how often the study is run: a pipeline measures twice
 * @throws HYD-1012
 */
export async function confirmCost(
  { parsed, log }: Pick<Context, 'parsed' | 'log'>,
  study: Priced,
  runs: number,
  ask: Ask | undefined = terminalAsk(),
): Promise<void> {
  const bill = billOf(study, runs)
  if (bill === undefined) return
  const cost = shownCost(bill.cost)
  const told = `about ${bill.calls} calls, some ${cost} in cost`
  if (isGiven(parsed, 'yes')) return log.info(told)
  const answer = ask === undefined ? undefined : await ask(`${told}: go on? [y/N] `)
  if (answer !== undefined && /^y(es)?$/i.test(answer.trim())) return
  const reason = answer === undefined ? 'there is no terminal to ask on' : 'the answer was no'
  throw hydraError('1012', { calls: bill.calls, cost, reason }, { where: { option: '--yes' } })
}
