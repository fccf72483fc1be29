// Which provider answers? Three HTTP servers of this machine, called through a selector that learns who is quick and cheap, puts out who fails,
// leaves alone who asks for it, and takes back who has recovered. Every call gets an answer while one provider has one.
// Run it: node examples/providers/main.mjs [--seconds 20] [--json]
import { parseArgs } from 'node:util'
import { createSelector } from 'hydra-profiler'
import { startProviders } from './servers.mjs'
import { rowsOf, viewOf } from './view.mjs'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '20' }, json: { type: 'boolean', default: false } },
})
const runMs = 1000 * Number(values.seconds)
if (!(runMs > 0)) {
  console.error(`--seconds must be a number above 0, got ${values.seconds}`)
  process.exit(2)
}

const beganAt = performance.now()
const { providers, close } = await startProviders(() => (performance.now() - beganAt) / runMs)

/** A head: an HTTP call that says what went wrong in its status, as clients of real providers do. */
const call =
  ({ url }) =>
  async (question, { signal }) => {
    const response = await fetch(url, { method: 'POST', body: question, signal })
    const text = await response.text()
    if (response.ok) return text
    throw Object.assign(new Error(`HTTP ${response.status}: ${text}`), { status: response.status, headers: response.headers })
  }

const selector = createSelector({
  heads: Object.fromEntries(providers.map((provider) => [provider.name, { run: call(provider), cost: provider.cost }])),
  seed: 1,
  timeoutMs: 1000,
  attempts: 3,
  costWeight: 0.2,
  ejection: { baseMs: runMs / 20, jitter: 0 },
})

const view = values.json ? undefined : viewOf(selector)
const events = []
const tell = (text) => {
  events.push({ atMs: Math.round(performance.now() - beganAt), text })
  view?.tell(text)
}
selector.on('ejected', ({ head, reason, forMs }) => tell(`${head} is out for ${(forMs / 1000).toFixed(1)} s: ${reason}`))
selector.on('restored', ({ head, reason }) => tell(`${head} is back: ${reason}`))
selector.on('drift', ({ head, before, after }) =>
  tell(`${head} has changed: mean reward ${before.toFixed(2)} -> ${after.toFixed(2)}`),
)

const totals = { calls: 0, answered: 0, secondTries: 0, cost: 0 }
const priceOf = new Map(providers.map(({ name, cost }) => [name, cost]))

/** One user, who asks again and again. */
async function user() {
  while (performance.now() - beganAt < runMs) {
    totals.calls += 1
    try {
      const { pick, attempts } = await selector.call('What is the answer?')
      totals.answered += 1
      totals.secondTries += attempts.length - 1
      totals.cost += priceOf.get(pick.head)
    } catch (error) {
      tell(String(error))
    }
    view?.draw((performance.now() - beganAt) / 1000)
  }
}

await Promise.all(Array.from({ length: 4 }, user))
close()

const result = { seconds: runMs / 1000, ...totals, heads: rowsOf(selector), events }
if (values.json) console.log(JSON.stringify(result, null, 2))
else
  console.log(
    `${totals.answered} of ${totals.calls} calls answered, ${totals.secondTries} of them by another head than the first; mean cost ${(totals.cost / totals.answered).toFixed(2)}`,
  )
