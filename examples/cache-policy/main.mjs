// Which cache? Two ways to throw out what a full cache cannot hold, and requests whose habits change half-way: first some keys are asked for again
// and again, then everything in a circle, at which the least recently used one is always the one that is needed next.
// Each cache serves a slice of requests when it is picked; its share of hits is the quality. Drift is noticed, and the other one takes over.
// Run it: node examples/cache-policy/main.mjs [--slices 800] [--json]
import { parseArgs } from 'node:util'
import { createSelector } from 'hydra-profiler'

const { values } = parseArgs({
  options: { slices: { type: 'string', default: '800' }, json: { type: 'boolean', default: false } },
})
const slices = Number(values.slices)
const room = 50

/** A Map keeps the order in which keys came; `toDrop` says which one goes. Answers whether the key was there. */
function cacheOf(toDrop) {
  const held = new Map()
  return (key) => {
    const isHit = held.delete(key)
    if (!isHit && held.size >= room) held.delete(toDrop(held))
    held.set(key, true)
    return isHit
  }
}
const oldest = (held) => held.keys().next().value
let seed = 1
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647
const any = (held) => [...held.keys()][Math.floor(held.size * random())]
const caches = { lru: cacheOf(oldest), random: cacheOf(any) }

let turn = 0
const favourites = () => Math.floor(200 * random() ** 4)
const circle = () => 1000 + (turn++ % 60)

/** A slice of requests: the share that the cache had. Both see all requests, so that both are warm. */
const hitsOf = (name) => (keys) => {
  let hits = 0
  for (const key of keys) for (const [own, ask] of Object.entries(caches)) if (ask(key) && own === name) hits += 1
  return hits / keys.length
}

const selector = createSelector({ heads: { lru: hitsOf('lru'), random: hitsOf('random') }, reward: 'success', seed: 1 })
const changes = []
selector.on('drift', ({ head, before, after }) => changes.push(`${head}: hits ${before.toFixed(2)} -> ${after.toFixed(2)}`))

const picks = [{ lru: 0, random: 0 }, { lru: 0, random: 0 }] // prettier-ignore
for (let i = 0; i < slices; i += 1) {
  const isFirstHalf = i < slices / 2
  const keys = Array.from({ length: 100 }, isFirstHalf ? favourites : circle)
  const { output: hits, pick } = await selector.call(keys)
  selector.rate(pick, { quality: hits })
  picks[isFirstHalf ? 0 : 1][pick.head] += 1
}

if (values.json) console.log(JSON.stringify({ favourites: picks[0], circle: picks[1], changes }))
else {
  console.log('favourites:', picks[0], '\ncircle:', picks[1])
  for (const change of changes) console.log(change)
}
