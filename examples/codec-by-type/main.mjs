// Which codec for which kind of data? One learner a context: what is best for JSON is not what is best for noise. The verdict, how much smaller the
// data became, comes after the call, by rate().
// Run it: node examples/codec-by-type/main.mjs [--calls 3000] [--json]
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { createSelector } from 'hydra-profiler'

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '3000' }, json: { type: 'boolean', default: false } },
})
const calls = Number(values.calls)

const rows = Array.from({ length: 150 }, (_, id) => ({ id, name: `user ${id}`, isActive: id % 3 === 0, tags: ['a', 'b'] }))
const kinds = {
  json: () => Buffer.from(JSON.stringify(rows)),
  noise: () => randomBytes(8192),
}

const selector = createSelector({
  heads: {
    gzip: (data) => gzipSync(data, { level: 6 }),
    brotli: (data) => brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
    stored: (data) => data,
  },
  seed: 1,
})

const picks = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, { gzip: 0, brotli: 0, stored: 0 }]))
for (let i = 0; i < calls; i += 1) {
  for (const [kind, make] of Object.entries(kinds)) {
    const data = make()
    const { output, pick } = await selector.call(data, { context: kind })
    // Something is worth keeping even where nothing was saved; saving all is worth the most.
    selector.rate(pick, { quality: 0.05 + 0.95 * Math.max(0, 1 - output.length / data.length) })
    if (i >= calls / 2) picks[kind][pick.head] += 1
  }
}

if (values.json) console.log(JSON.stringify(picks))
else
  for (const [kind, counts] of Object.entries(picks)) {
    const [best, count] = Object.entries(counts).sort(([, a], [, b]) => b - a)[0]
    console.log(`${kind}: ${best}, ${((200 * count) / calls).toFixed(0)} % of the second half of ${calls} calls`)
  }
