/**
 * What a choice costs: pick() and pick() with observe(), as multiples of a textbook draw from an alias table, in the same process.
 * Run: node bench/run.mjs selector [policies=thompson,weighted] [rounds=9] [ms=20]
 * Each policy in a process of its own, cases interleaved, CPU time; medians over rounds, and the least. `short`: one of the ten heads is out.
 * In: ten heads that succeed in 90 to 99 % of calls. Out: a table; what is above its bound is marked.
 */
import { spawnSync } from 'node:child_process'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { selectorPolicies } from '../src/select/policy/index.ts'
import { measure } from './rounds.ts'
import { calls, casesOf } from './selector/cases.ts'
import { chosen, readWords } from './words.ts'

const words = readWords(process.argv.slice(2), { policies: selectorPolicies.join(','), rounds: '9', ms: '20', one: '' })

/** Most alias draws that pick and observe may cost. */
const limits: Readonly<Record<string, number>> = { weighted: 7.5, uniform: 7.5, 'round-robin': 7.5, 'least-loaded': 12, 'kl-ucb': 60, imed: 60 } // prettier-ignore
const [mostOfPick, mostOfLearning] = [2.5, 30]

type Figures = Readonly<Record<string, number>>

function measureOne(policy: (typeof selectorPolicies)[number]): { readonly median: Figures; readonly least: Figures } {
  const cases = casesOf(policy)
  const told = (share: number): Figures => {
    const times = measure(cases, { rounds: words.number('rounds'), targetMs: words.number('ms'), share })
    return Object.fromEntries([...times].map(([name, us]) => [name, (1000 * us) / calls]))
  }
  return { median: told(0.5), least: told(0) }
}

function row(policy: string): string {
  const passed = [`one=${policy}`, `rounds=${words.text('rounds')}`, `ms=${words.text('ms')}`]
  const { stdout } = spawnSync(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), ...passed], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { median, least } = JSON.parse(stdout) as ReturnType<typeof measureOne>
  const cell = (name: string, most: number, off = 0): string => {
    const times = (figures: Figures): number => (figures[name]! - off * figures['loop']!) / figures['alias']!
    const mark = times(least) > most ? ` (over ${most})` : ''
    return `${median[name]!.toFixed(1)} ns, ${times(median).toFixed(1)} x, least ${times(least).toFixed(1)} x${mark}`
  }
  const most = limits[policy] ?? mostOfLearning
  return `| ${policy} | ${median['alias']!.toFixed(1)} ns | ${cell('pick', mostOfPick)} | ${cell('both', most, 1)} | ${cell('short', most, 1)} |`
}

const one = words.text('one')
if (one !== '') console.log(JSON.stringify(measureOne(chosen('policy', [one], selectorPolicies)[0]!)))
else {
  console.log(`load ${loadavg().map((x) => x.toFixed(1)).join(' ')}, Node ${process.version}`) // prettier-ignore
  console.log('| policy | alias draw | pick | pick and observe | the same, one head out |\n|---|---|---|---|---|')
  for (const policy of chosen('policy', words.list('policies'), selectorPolicies)) console.log(row(policy))
}
