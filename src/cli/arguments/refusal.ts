/** HYD-1003 of a word that was typed: what the option takes and what came instead, with a remedy that can be copied. */
import { HydraError, kindOf, show } from '../../errors/index.ts'

/**
 * @param option - as typed: `--trials`
 * @param got - undefined when nothing followed
 */
export function refusal(option: string, expected: string, got: string | undefined, hint?: string): HydraError {
  const shown = got === undefined ? 'nothing' : `${show(got)} (${kindOf(got)})`
  const remedy = hint === undefined || hint === '' ? `Give ${option} ${expected}.` : hint
  return new HydraError('1003', `${option} must be ${expected}, got ${shown}`, remedy, {
    where: { option: option.replace(/^--?/, '') },
  })
}
