/** Which names a function takes from outside itself: found by its source alone. */
import { expect, test } from 'vitest'
import { freeNames } from '../../../src/measure/isolate/free.ts'

test.each([
  ['(a) => a + b', ['b']],
  ['(a) => a.b + [a.c].length', []],
  ['run(a) { return JSON.parse(a) + this.x }', []],
  ['async run(a) { return q }', ['q']],
  ['(a) => { n += 1; $x++; return { a, z: 1 } }', ['n', '$x']],
  ['function f(a) { return a > 0 ? f(a - 1) : Buffer.from("zip") /* gzip */ }', []],
  ['(a) => require("node:zlib").gzipSync(a)', ['require']],
  ['({ a, b: [c, ...d] }, e = a) => { for (const f of d) { try { c(f) } catch (g) { throw g } } return e }', []],
  ['(a) => { { let inner = 1 } return inner }', ['inner']],
  ['(a) => typeof maybe === "undefined" ? `${a}` : `${maybe}`', ['maybe']],
  ['() => import("node:zlib")', []],
  ['() => Math.sqrt(globalThis.x) + new URL("a:b").href.length', []],
  ['() => 1', []],
])('%s', async (source, names) => {
  expect(await freeNames(source)).toEqual(names)
})

test('a source that cannot be read is not judged', async () => {
  expect(await freeNames('function (a) { with (a) { return b } }')).toBeUndefined()
})
