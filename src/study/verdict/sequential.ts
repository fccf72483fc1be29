/**
 * Looking at a study more than once, and stopping when it has said what it can.
 * Looks: after epochs 4, 5, 7, 10 and 14, then each time there are 40 % more. Each look has `lookShare` of the level (near Pocock 1977), so
 * that the false claims of all looks together stay within it: bench/truth/simulate.ts counts them.
 * Stop when every pair is decided, or when those that are not need more blocks than are left. Why `patience`, and no giving up before 20 epochs:
 * the estimate of what is needed comes from the interval of few epochs, which is wide mostly because they are few.
 * An interval that was not corrected for looking must never stop a study.
 */
import type { Comparison } from '../types.ts'

/** Share of the complement of the confidence that one look may spend. */
export const lookShare = 0.2

const firstLooks: readonly number[] = [4, 5, 7, 10, 14]
const growth = 1.4
const patience = 4
const giveUpFrom = 20

/** The first look after so many epochs. */
export function nextLook(epochs: number): number {
  const listed = firstLooks.find((look) => look > epochs)
  if (listed !== undefined) return listed
  let look = firstLooks.at(-1)!
  while (look <= epochs) look = Math.ceil(look * growth)
  return look
}

/** Whether the verdicts may be looked at after so many epochs. */
export const isLook = (epochs: number): boolean => epochs > 0 && nextLook(epochs - 1) === epochs

/** What an undecided pair shows that may go on. */
export type Pending = Pick<Comparison, 'verdict' | 'needed' | 'paired' | 'epochs'>

/**
 * Whether to stop at a look.
 *
 * @param comparisons - judged with `lookShare`
 * @param blocksLeft - that the budget still allows
 * @returns 'decided': every pair is; 'hopeless': no undecided pair can be decided with what is left; undefined: go on
 */
export function stopAt(comparisons: readonly Pending[], blocksLeft: number): 'decided' | 'hopeless' | undefined {
  const open = comparisons.filter(({ verdict, paired }) => verdict === 'undecided' && paired)
  if (open.length === 0) return 'decided'
  const canBe = ({ needed, epochs }: Pending): boolean =>
    epochs < giveUpFrom || (needed !== undefined && needed <= patience * blocksLeft)
  return blocksLeft > 0 && open.some(canBe) ? undefined : 'hopeless'
}
