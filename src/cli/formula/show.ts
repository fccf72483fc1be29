/** What `hydra formula` shows of a formula, a value, and the outcome of many rows. Lines for people. */
import { counted, tableLines, type Paint } from '../../report/index.ts'
import type { Formula, FormulaValue } from '../../formula/index.ts'
import { visible } from '../../errors/index.ts'
import { catalogueKnowing } from './catalogue.ts'
import type { Outcome } from './outcome.ts'

/** Units of their own name; what products and quotients give is no unit that people read. */
const shownUnit = (unit: string): string => (/^[a-z%]+$/i.test(unit) ? unit : '')

/** A value as people read it, with its unit. */
export function valueText(value: FormulaValue | undefined, unit: string): string {
  if (value === undefined) return 'no value'
  return typeof value === 'number' ? `${String(value)} ${shownUnit(unit)}`.trimEnd() : visible(value.toString())
}

/** How JSON holds it: no infinity there. */
export const valueJson = (value: FormulaValue | undefined): FormulaValue | null =>
  value === undefined ? null : typeof value === 'number' && !Number.isFinite(value) ? String(value) : value

export interface NamedVariable {
  readonly name: string
  readonly type: string
  readonly unit: string
  /** Catalogues that know it. */
  readonly metrics: readonly string[]
}

export const variablesOf = ({ variables }: Formula): NamedVariable[] =>
  variables.map(({ name, type, unit }) => ({ name, type, unit, metrics: catalogueKnowing(name) }))

/** The canonical text, its type, and the names it uses. */
export function formulaLines(rule: Formula, paint: Paint): string[] {
  const unit = shownUnit(rule.unit) === '' ? '' : ` in ${rule.unit}`
  const order = rule.needsRows ? '; over rows in order' : ''
  const rows = variablesOf(rule).map(({ name, type, unit: of, metrics }) =>
    [visible(name), type, of, metrics.join(', ')].map((text) => ({ text })),
  )
  const table =
    rows.length === 0
      ? []
      : [
          '',
          ...tableLines(
            ['name', 'type', 'unit', 'metric of'].map((title) => ({ title })),
            rows,
            paint,
          ),
        ]
  return [paint.bold(rule.format()), `a ${rule.type}${unit}${order}`, ...table]
}

/** When a rule would have fired, or where a number lay. */
export function outcomeLines({ rows, missing, fired, numbers }: Outcome, unit: string): string[] {
  const without = missing === 0 ? '' : `, ${missing} without value`
  if (fired !== undefined) {
    const { count, first, last, longest, longestFrom } = fired
    if (count === 0) return [`never true in ${counted(rows, 'row')}${without}`]
    const most = longest > 1 ? `, at most ${longest} in a row (from row ${longestFrom})` : ''
    return [`true in ${count} of ${counted(rows, 'row')}${without}: first in row ${first}, last in row ${last}${most}`]
  }
  if (numbers?.mean === undefined) return [`${counted(rows, 'row')}${without}`]
  const { min, median, mean, max } = numbers
  const figures = [['least', min], ['median', median], ['mean', mean], ['greatest', max]] as const // prettier-ignore
  return [`${counted(rows, 'row')}${without}: ${figures.map(([word, value]) => `${word} ${valueText(value, unit)}`).join(', ')}`]
}
