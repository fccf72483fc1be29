/** Where the spread of a head comes from, as shares and as a sentence. */
import type { Interval } from '../types.ts'

interface Figures {
  /** Standard deviation between machines; `undefined` for one machine. */
  readonly machineSd: number | undefined
  /** Between runs of one machine; `undefined` where no machine has two runs: their difference counts as the machines'. */
  readonly runSd: number | undefined
  /** Between trials of one run; `undefined` where no run has two. */
  readonly trialSd: number | undefined
  /** Mean over machines, each weighed by how sure it is: what to expect of another machine like these. */
  readonly typical: number | undefined
  /** Of `typical` (Hartung and Knapp); `undefined` for one machine. */
  readonly interval: Interval | undefined
}

export interface Spread extends Figures {
  /** Shares of the variance of a trial on any machine, 0 to 1; `undefined` where nothing varies, or what is asked is unknown. */
  readonly machineShare: number | undefined
  readonly runShare: number | undefined
  readonly trialShare: number | undefined
  readonly explanation: string
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`
const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

function sentence(
  { machineShare, runShare, trialShare }: Omit<Spread, keyof Figures | 'explanation'>,
  machines: number,
  runs: number,
): string {
  if (runs === 0) return 'no durations'
  const of = [
    ...(machineShare === undefined ? [] : [`${percent(machineShare)} lies between ${count(machines, 'machine')}`]),
    ...(runShare === undefined ? [] : [`${percent(runShare)} between runs of one machine`]),
    ...(trialShare === undefined ? [] : [`${percent(trialShare)} within runs`]),
  ]
  const where = `${count(runs, 'run')} on ${count(machines, 'machine')}`
  if (of.length === 0) return `${where}: no spread that could be told apart`
  const mixed = machines > 1 && runShare === undefined ? '; with one run a machine, runs and machines cannot be told apart' : ''
  return `${where}: of the variance ${of.join(', ')}${mixed}`
}

/** Shares and a sentence beside the figures. */
export function explainSpread(figures: Figures, machines: number, runs: number): Spread {
  const variances = [figures.machineSd, figures.runSd, figures.trialSd].map((sd) => (sd === undefined ? undefined : sd * sd))
  const whole = variances.reduce<number>((sum, variance) => sum + (variance ?? 0), 0)
  const [machineShare, runShare, trialShare] = variances.map((variance) =>
    variance === undefined || !(whole > 0 && whole < Infinity) ? undefined : variance / whole,
  )
  const shares = { machineShare, runShare, trialShare }
  return { ...figures, ...shares, explanation: sentence(shares, machines, runs) }
}
