/** Units of derivatives as people write them: `ms/MiB`, `1/ms`, `1/ms^2`, by the units of the grammar; else as other units are. */
import { units } from '../reference/formula/grammar.ts'
import {
  combine,
  isPlain,
  isRatio,
  plain,
  sameDimension,
  sameScale,
  unitNamed,
  unitText,
  type Unit,
} from '../reference/formula/unit.ts'

const measured = [...units.keys()].filter((name) => !isRatio(unitNamed(name)!)).map((name) => [name, unitNamed(name)!] as const)
const above = [['1', plain] as const, ...measured]
const squared = measured.map(([name, unit]) => [`${name}^2`, combine(unit, unit, 1)] as const)

const isUnit = (a: Unit | undefined, b: Unit): boolean => a !== undefined && sameDimension(a, b) && sameScale(a, b)

/** The first ratio of two names that it is. */
function ratioName(unit: Unit): string | undefined {
  for (const [bottom, below] of [...measured, ...squared]) {
    if (below === undefined) continue
    const top = above.find(([, over]) => isUnit(combine(over, below, -1), unit))
    if (top !== undefined) return `${top[0]}/${bottom}`
  }
  return undefined
}

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
  return nameOf(unit) ?? ratioName(unit) ?? unitText(unit)
}
