/**
 * Stability scores of 10 000 heads, and correlations of many columns, against plain loops of CPython that give the same figures.
 * Run: node bench/run.mjs stats/stability. Exit code 1 when scores are less than 5 times as fast as CPython, or figures differ.
 * CPython (`python3`, its own process, standard library only) gets the same columns as JSON, and tells its CPU time and its figures; best of 7
 * on both sides, in CPU time. Without a python3 the peer is left out, and that is said.
 */
import { spawnSync } from 'node:child_process'
import { correlateAll, engineInfo, stabilityScores } from '../../src/engine/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import { measure, print } from '../rounds.ts'

const heads = 10_000
const random = create(1, 'stability bench')
const draw = (count: number, of: () => number): number[] => Array.from({ length: count }, of)
const trials = draw(heads, () => 20 + random.below(200))
const medianMs = draw(heads, () => 1 + 50 * random.float())
const columns = {
  trials,
  successes: trials.map((n) => n - random.below(n / 4)),
  p95Ms: medianMs.map((x) => x * (1 + random.float())),
  baselineP95Ms: medianMs.map((x) => x * (1 + random.float())),
  medianMs,
  madMs: medianMs.map((x) => x * 0.3 * random.float()),
  availability: draw(heads, () => 1 - 0.2 * random.float()),
  ageMs: draw(heads, () => 1e9 * random.float()),
  picks: draw(heads, () => random.float()),
}
const typed = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, Float64Array.from(column)])) as unknown as Record<keyof typeof columns, Float64Array> // prettier-ignore

const program = `
import json, math, sys, time
c = json.load(sys.stdin)
z = 1.959963984540054
def held(x):
    return 0.01 if x < 0.01 else 1.0 if x > 1.0 else x
def scores():
    out = []
    whole = weighed = 0.0
    worst, worst_score = -1, math.inf
    for i in range(len(c['trials'])):
        k, n = c['successes'][i], c['trials'][i]
        b = k + z * z / 2 + z * math.sqrt(k * (n - k) / n + z * z / 4)
        low = k * k / n / b if k else 0.0
        score = 100 * held(low / 0.95) ** 0.4 * held(c['baselineP95Ms'][i] / c['p95Ms'][i]) ** 0.25 \\
            * held(1 / (1 + c['madMs'][i] / c['medianMs'][i])) ** 0.15 * held(c['availability'][i]) ** 0.1 \\
            * held(2 ** (-c['ageMs'][i] / 604800000)) ** 0.1
        out.append(score)
        whole += c['picks'][i]
        weighed += c['picks'][i] * score
        if score < worst_score:
            worst, worst_score = i, score
    return out, weighed / whole, worst
best = math.inf
for _ in range(7):
    start = time.process_time()
    found = scores()
    best = min(best, time.process_time() - start)
print(json.dumps({'us': best * 1e6, 'scores': found[0], 'mean': found[1], 'worst': found[2], 'version': sys.version.split()[0]}))
`

interface Peer {
  readonly us: number
  readonly scores: readonly number[]
  readonly mean: number
  readonly worst: number
  readonly version: string
}

function peer(): Peer | undefined {
  const { status, stdout, error } = spawnSync('python3', ['-c', program], {
    input: JSON.stringify(columns),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  if (error !== undefined) {
    console.log(`CPython is left out: ${error.message}`)
    return undefined
  }
  if (status !== 0) throw new Error(`python3 ended with ${status}`)
  return JSON.parse(stdout) as Peer
}

function differences({ scores, mean, worst }: Peer): number {
  const own = stabilityScores(typed)
  const far = (a: number, b: number): boolean => !(Math.abs(a / b - 1) < 1e-12)
  const wrong = scores.filter((score, i) => far(own.scores[i]!, score)).length
  return wrong + Number(far(own.fleet.mean!, mean)) + Number(own.fleet.worst?.index !== worst)
}

const engines = engineInfo().kind === 'native' ? (['native', 'reference'] as const) : (['reference'] as const)
const cases = engines.map((engine) => ({ name: `stabilityScores, ${engine}`, run: () => stabilityScores(typed, { engine }) }))
const times = measure(cases, { rounds: 7, share: 0 })
const python = peer()
if (python !== undefined) {
  times.set(`CPython ${python.version}, plain loops`, python.us)
  const ratio = python.us / times.get(cases[0]!.name)!
  const wrong = differences(python)
  console.log(
    `${heads} heads: ${ratio.toFixed(1)} times as fast as CPython (target 5), ${wrong} figures differ by more than 1e-12`,
  )
  if (ratio < 5 || wrong > 0) process.exitCode = 1
}
print(`stability scores of ${heads} heads`, times)

const samples = draw(40, () => 0).map(() => Float64Array.from({ length: 100 }, () => random.float()))
for (const method of ['pearson', 'spearman', 'kendall'] as const) {
  const each = engines.map((engine) => ({ name: `${method}, ${engine}`, run: () => correlateAll(samples, { method, engine }) }))
  print('correlations of 780 pairs of 100', measure(each, { rounds: 7, share: 0 }))
}
