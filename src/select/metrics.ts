/** The state of a selector as OpenMetrics text: picks, shares, states, ejections, observed time and success by head. */
import type { Core } from './core.ts'

const escape = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

type Values = (head: number) => number | undefined

function family(core: Core, name: string, type: 'counter' | 'gauge', help: string, value: Values): string[] {
  const lines = core.names.flatMap((head, place) => {
    const own = value(place)
    const suffix = type === 'counter' ? '_total' : ''
    return own === undefined ? [] : [`hydra_selector_${name}${suffix}{head="${escape(head)}"} ${own}`]
  })
  return [`# TYPE hydra_selector_${name} ${type}`, `# HELP hydra_selector_${name} ${help}`, ...lines]
}

const stateNumbers = { closed: 0, 'half-open': 1, open: 2 }

export function openMetrics(core: Core): string {
  const { totals, load, health } = core
  const { vector, evidence } = core.refresh(core.whole)
  const lines = [
    ...family(core, 'picks', 'counter', 'Picks of the head.', (head) => core.picksOf(head)),
    ...family(core, 'observations', 'counter', 'Observed calls of the head.', (head) => totals.calls[head]),
    ...family(core, 'successes', 'counter', 'Observed calls that succeeded.', (head) => totals.successes[head]),
    ...family(core, 'duration_seconds', 'counter', 'Time of observed calls.', (head) => totals.ms[head]! / 1000),
    ...family(core, 'cost', 'counter', 'Cost of observed calls.', (head) => totals.cost[head]),
    ...family(core, 'share', 'gauge', 'Share of picks.', (head) => vector.probabilityOf(head)),
    ...family(core, 'mean_reward', 'gauge', 'Mean reward of what counts.', (head) => (evidence.all.n[head]! > 0 ? evidence.mean(head) : undefined)), // prettier-ignore
    ...family(core, 'pending', 'gauge', 'Calls under way.', (head) => load.pending[head]),
    ...family(core, 'state', 'gauge', '0 closed, 1 half-open, 2 open.', (head) => stateNumbers[health?.breakers[head]?.state ?? 'closed']), // prettier-ignore
    ...family(core, 'ejections', 'counter', 'Times the head was ejected.', (head) => health?.breakers[head]?.ejections ?? 0),
    ...family(core, 'restarts', 'counter', 'Times its evidence began anew.', (head) => evidence.epochs[head]),
  ]
  return `${lines.join('\n')}\n# EOF\n`
}
