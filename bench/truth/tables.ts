/**
 * The tables of truth/honesty, from its results: what each tool claims of equal heads, what it finds, how far its ratio is off.
 * Results are put together that were had under the same circumstances: hogs, kind of heads, budget, what was handed to compare().
 */
import { markdown, median, share, spread } from './figures.ts'
import type { Result } from './results.ts'
import { tools, type Outcome, type Task, type Tool } from './task.ts'

export type Ran = Result<Task, Outcome>

const isEqual = ({ task }: Ran): boolean => task.more === 0
const errorOf = ({ outcome }: Ran, of: 'ratio' | 'ratioOfMedians'): number => Math.abs(outcome[of] - 1) * 100
/** A reader of the medians sees 1 % or more. */
const isApart = ({ outcome }: Ran): boolean => outcome.ratioOfMedians >= 1.01 || outcome.ratioOfMedians <= 1 / 1.01
const count = (all: readonly Ran[], is: (one: Ran) => boolean): string => share(all.filter(is).length, all.length)
const claims = (winner: 'a' | 'b') => (one: Ran) => one.outcome.claim === winner
const times = (all: readonly Ran[]): number[] => all.map(({ outcome }) => outcome.ms)
/** hydra has one ratio, from its blocks; the others have two. */
const isOurs = (tool: Tool): boolean => tool.startsWith('hydra')

function row(tool: Tool, same: readonly Ran[], other: readonly Ran[]): string[] {
  const means = isOurs(tool) ? '–' : spread(same.map((one) => errorOf(one, 'ratio')), 2) // prettier-ignore
  return [
    tool,
    count(same, ({ outcome }) => outcome.claim !== undefined),
    count(same, isApart),
    count(other, claims('a')),
    count(other, ({ outcome }) => outcome.ratioOfMedians <= 1 / 1.01),
    count(other, claims('b')),
    means,
    spread(same.map((one) => errorOf(one, 'ratioOfMedians')), 2), // prettier-ignore
    spread(times(same), 0),
    spread(times(other), 0),
  ]
}

const head = (difference: string): string[] => [
  'tool',
  'A/A called different: own claim',
  'A/A medians 1 % apart',
  `${difference} found: own claim`,
  `${difference} by medians`,
  'wrong winner',
  'A/A error of means, %',
  'A/A error of medians, %',
  'A/A ms',
  'A/B ms',
]

const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`

function settingOf({ hogs, task }: Ran): string {
  const extra = Object.entries(task.extra ?? {}).map(([name, value]) => `, ${name} ${String(value)}`)
  const kind = task.isClosed ? 'heads with free variables' : 'heads that can be made anew'
  return `${hogs === 0 ? 'no hogs' : `${hogs} hogs`}, ${kind}, budget ${task.budgetMs} ms${extra.join('')}`
}

/** When, under which load, and how many of what: what a table is worth. */
function circumstances(all: readonly Ran[]): string {
  const loads = all.map(({ load }) => load)
  const codes = [...new Set(all.map(({ code }) => code))]
  const jobs = [...new Set(all.map(({ task }) => task.job))]
  const days = [...new Set(all.map(({ at }) => at.slice(0, 10)))].join(', ')
  const mixed = codes.length > 1 ? ` Measured on ${codes.length} different versions of the code.` : ''
  return `${days}, load average ${Math.min(...loads)} to ${Math.max(...loads)}, median ${median(loads).toFixed(1)}; at the start ${loads[0]}, at the end ${loads.at(-1)}; code ${codes.join(', ')}; ${jobs.join(', ')}.${mixed}`
}

/** What kept the differences that were not found from being claimed, most frequent first; figures in a reason do not make another of it. */
function reasons(other: readonly Ran[]): string {
  const counts = new Map<string, number>()
  for (const { outcome } of other.filter((one) => one.outcome.claim === undefined)) {
    const reason = (outcome.note ?? '').split(' ').slice(2).join(' ').replace(/[\d.]+/g, 'n') // prettier-ignore
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  const told = [...counts].sort((a, b) => b[1] - a[1]).map(([reason, n]) => `${n} ${reason}`)
  return told.length === 0 ? '' : `; not found: ${told.join('; ')}`
}

/** How often equal heads were proven so, and how early a verdict came: for our own modes. */
function notes(tool: Tool, same: readonly Ran[], other: readonly Ran[]): string {
  const proven = count(same, ({ outcome }) => outcome.verdict === 'equivalent')
  const early = other.length === 0 ? '' : `; different ones took ${((median(times(other)) / other[0]!.task.budgetMs) * 100).toFixed(0)} % of the budget in the median` // prettier-ignore
  return `${tool}: equal heads proven equivalent ${proven}${early}${reasons(other)}.`
}

function table(all: readonly Ran[], more: number | undefined): string {
  const parts = tools.flatMap((tool) => {
    const own = all.filter(({ task }) => task.tool === tool)
    const [same, other] = [own.filter(isEqual), own.filter(({ task }) => task.more > 0 && task.more === more)]
    return same.length + other.length === 0 ? [] : [{ tool, same, other }]
  })
  const rows = parts.map(({ tool, same, other }) => row(tool, same, other))
  const said = parts.filter(({ tool }) => isOurs(tool)).map(({ tool, same, other }) => notes(tool, same, other))
  return [markdown([head(more === undefined ? 'difference' : percent(more)), ...rows]), ...said].join('\n\n')
}

/** All tables of these results. Times and errors: median / 95 % quantile. Counts: with the bounds of Clopper and Pearson at 95 %. */
export function tablesOf(all: readonly Ran[]): string {
  const settings = [...new Set(all.map(settingOf))]
  return settings
    .map((setting) => {
      const own = all.filter((one) => settingOf(one) === setting)
      const differences = [...new Set(own.filter((one) => !isEqual(one)).map(({ task }) => task.more))]
      const tables = (differences.length === 0 ? [undefined] : differences).map((more) => table(own, more))
      return [`### ${setting[0]!.toUpperCase()}${setting.slice(1)}`, circumstances(own), ...tables].join('\n\n')
    })
    .join('\n\n')
}
