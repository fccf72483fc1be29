// Three providers of one answer, on this machine: real HTTP servers with a latency, an error rate and a price each.
// `swift` is fast and dear and has an outage from 35 % to 60 % of the time; `plain` is slower; `cheap` takes so many calls a second and else says 429.
import { createServer } from 'node:http'
import { once } from 'node:events'

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Behaviour: how long an answer takes, and its status, `share` of the run being over. */
const behaviours = {
  swift: { cost: 0.8, answer: (share) => (share > 0.35 && share < 0.6 ? { ms: 2, status: 503 } : { ms: 4, status: 200 }) },
  plain: { cost: 0.4, answer: () => ({ ms: 9, status: Math.random() < 0.02 ? 500 : 200 }) },
  cheap: { cost: 0.1, perSecond: 25, answer: () => ({ ms: 14, status: 200 }) },
}

function limiter(perSecond = Infinity) {
  let times = []
  return () => {
    const now = performance.now()
    times = times.filter((at) => now - at < 1000)
    if (times.length >= perSecond) return false
    times.push(now)
    return true
  }
}

async function start([name, { cost, perSecond, answer }], shareOver) {
  const isFree = limiter(perSecond)
  const server = createServer(async (request, response) => {
    request.resume()
    if (!isFree()) return response.writeHead(429, { 'retry-after': '1' }).end('too many')
    const { ms, status } = answer(shareOver())
    await pause(ms * (0.7 + 0.6 * Math.random()))
    response.writeHead(status, { 'content-type': 'text/plain' }).end(status === 200 ? `${name} answers` : 'out of order')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { name, cost, url: `http://127.0.0.1:${server.address().port}/`, server }
}

/** Starts all; `close` ends them. */
export async function startProviders(shareOver) {
  const providers = await Promise.all(Object.entries(behaviours).map((entry) => start(entry, shareOver)))
  const close = () => {
    for (const { server } of providers) {
      server.close()
      server.closeAllConnections()
    }
  }
  return { providers, close }
}
