/**
 * What the tools are tried on: five small jobs from 27 ns to 10 us, each as the text of a function.
 * In: how much more work than usual, 0 for the plain job. Out: a function compiled from a text of its own, so that two of them share
 * nothing; with a name from outside, where it is to be one that cannot be made anew from its text.
 * Rounds are whole: 2 % more of 40 are 41, 2.5 %; of the others 5 % and 2 % are exact. `truth=1` of truth/honesty measures what they are.
 */
type Run = () => unknown

const hash = (n: string): string => `let h = 7; for (let i = 0; i < ${n}; i += 1) h = (Math.imul(h, 31) + i) | 0; return h`

/** The text of a job of so many rounds. */
const texts: Readonly<Record<string, readonly [rounds: number, text: (rounds: string) => string]>> = {
  'hash of 40 rounds': [40, hash],
  'hash of 4000 rounds': [4000, hash],
  'JSON.parse': [100, (n) => `return JSON.parse('[' + '{"a":1},'.repeat(${n}) + '0]').length`],
  'Map churn': [
    600,
    (n) =>
      `const m = new Map(); let s = 0; for (let i = 0; i < ${n}; i += 1) { m.set(i & 31, i); s += m.get((i * 7) & 31) ?? 1; if (i % 3 === 0) m.delete((i * 5) & 31) } return s + m.size`,
  ],
  'string search': [
    400,
    (n) =>
      `const t = 'ab'.repeat(${n} / 2) + 'needle'; let c = 0; for (let i = 0; i < t.length; i += 1) if (t.charCodeAt(i) === 110) c += 1; return c + t.indexOf('needle')`,
  ],
}

export const workloads = Object.keys(texts)

/** Heads that leave much garbage, small and large at a time: asked for by name, workloads=garbage,trees. */
const littering: typeof texts = {
  garbage: [150, (n) => `const a = []; for (let i = 0; i < ${n}; i += 1) a.push({ i, pair: [i, i + 1] }); return a.length`],
  trees: [
    2000,
    (n) =>
      `let t = null; for (let i = 0; i < ${n}; i += 1) t = { t, name: 'n' + i, list: [i] }; return t.list[0] + t.name.length`,
  ],
}

const known: typeof texts = { ...texts, ...littering }

/** Rounds of a job that has so much more to do. */
export function roundsOf(name: string, more: number): number {
  const job = known[name]
  if (job === undefined) throw new Error(`no workload ${name}; there are: ${Object.keys(known).join(', ')}`)
  return Math.round(job[0] * (1 + more))
}

/**
 * One of the jobs, as the text of an expression.
 *
 * @param more - share of further rounds: .05 is 5 % more work
 * @param isClosed - true: the number of rounds is a name from outside, so that the text of the function alone is not the function
 */
export function textOf(name: string, more: number, isClosed: boolean): string {
  const rounds = String(roundsOf(name, more))
  const body = known[name]![1](isClosed ? 'rounds' : rounds)
  return isClosed ? `((rounds) => function () { ${body} })(${rounds})` : `function () { ${body} }`
}

let made = 0

/** One of the jobs, as a function that shares no code with any other. */
export function workload(name: string, more: number, isClosed: boolean): Run {
  made += 1
  // eslint-disable-next-line no-new-func, @typescript-eslint/no-implied-eval -- two clones must share no code
  return (new Function(`return ${textOf(name, more, isClosed)} // ${made}`) as () => Run)()
}
