// Which codec for texts? Node's gzip, deflate and brotli at several levels over whole files of this repository.
// Every answer is unpacked again and held against its input; size stands beside time, and the weights pay for both.
// Run it: npm start, or: npx hydra-profiler pipeline --config examples/compression/hydra.config.mjs
import { readFileSync } from 'node:fs'
import zlib from 'node:zlib'
import { defineConfig } from 'hydra-profiler'

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url))

/** A head answers with the packed bytes and with the way to unpack them, which `verify` uses. */
const gzip = (level) => (text) => ({ packed: zlib.gzipSync(text, { level }), unpack: zlib.gunzipSync })
const deflate = (level) => (text) => ({ packed: zlib.deflateSync(text, { level }), unpack: zlib.inflateSync })
const brotli = (quality) => (text) => ({
  packed: zlib.brotliCompressSync(text, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: quality } }),
  unpack: zlib.brotliDecompressSync,
})

export default defineConfig({
  title: 'Compressing the texts of a repository',
  heads: {
    'gzip-1': gzip(1),
    'gzip-6': gzip(6),
    'gzip-9': gzip(9),
    'deflate-6': deflate(6),
    'brotli-1': brotli(1),
    'brotli-4': brotli(4),
    'brotli-6': brotli(6),
    'brotli-11': brotli(11),
  },
  inputs: {
    readme: read('README.md'),
    architecture: read('ARCHITECTURE.md'),
    'lock file': read('Cargo.lock'),
    catalog: read('errors/catalog.json'),
  },
  verify: ({ packed, unpack }, text) => unpack(packed).equals(text),
  metrics: ({ packed }, text) => ({ bytes: packed.length, ratio: text.length / packed.length }),
  better: { ratio: 'higher' },
  price: 'bytes',
})
