/** The file that `hydra init` writes. */

export const starter = `// What Hydra measures here, and how. Run it:
//   npx hydra-profiler pipeline --smoke     a quick look, 10 trials
//   npx hydra-profiler pipeline             100 trials of each head: profiles, weights, dashboard, validation
/** @type {import('hydra-profiler').Config} */
export default {
  title: 'Does a list hold a value twice?',

  // Heads: interchangeable ways of doing one job. Each is called with an input and gives an answer; it may be async.
  heads: {
    set: (list) => new Set(list).size < list.length,
    sort: (list) => {
      const sorted = [...list].sort((a, b) => a - b)
      return sorted.some((value, index) => index > 0 && value === sorted[index - 1])
    },
    nested: (list) => list.some((value, index) => list.indexOf(value) !== index),
    // A command is a head too, started without a shell:
    // uniq: { command: ['sort', '-u', 'data.txt'] },
  },

  // Inputs take turns, so that no head is measured on one lucky case.
  inputs: {
    'no value twice': Array.from({ length: 1000 }, (_, index) => (index * 7919) % 1009),
    'twice at the end': [...Array.from({ length: 999 }, (_, index) => index), 998],
  },

  // The oracle: a wrong answer is a failed trial, however fast it was.
  verify: (answer, list) => answer === list.some((value, index) => list.indexOf(value) !== index),

  // What else counts beside time; each becomes a column with its own summary:
  // metrics: (answer, list) => ({ bytes: answer.length }),
  // price: 'bytes',

  // trials: 100,       // of each head
  // timeoutMs: 10_000, // limit of one call
  // policy: 'balanced', // or success-share, inverse-time, softmax, equal; or instead of it a formula of your own:
  // formula: 'success_rate ^ 2 / p95_ms',
}
`
