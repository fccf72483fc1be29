/** Units of derivatives as people write them: `ms/s`, `1/ms^2`: the ratio of both names where they have one, else as other units are. */
import { units } from '../reference/formula/grammar.ts'
import { combine, isPlain, plain, unitText, type Unit } from '../reference/formula/unit.ts'

/** The name of a unit, 1 for none; undefined for what has no name. */
function nameOf(unit: Unit | undefined): string | undefined {
  if (unit === undefined || isPlain(unit)) return '1'
  const own = unitText(unit)
  return units.has(own) ? own : undefined
}

/** Of one unit over another; '' where it is plain, or no longer exact. */
export function unitOver(top: Unit | undefined, bottom: Unit | undefined): string {
  const unit = combine(top ?? plain, bottom ?? plain, -1)
  if (unit === undefined || isPlain(unit)) return ''
  const [over, below] = [nameOf(top), nameOf(bottom)]
  if (over !== undefined && below !== undefined) return below === '1' ? over : `${over}/${below}`
  return unitText(unit)
}
