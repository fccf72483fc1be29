/** Same bits: the platform's mathematics is refused in the reference and in the core, name by name; none may be forgotten. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Linter } from 'eslint'
import { expect, test } from 'vitest'

interface Block {
  readonly files?: readonly string[]
  readonly rules?: Linter.RulesRecord
}

/** What IEEE 754 defines to the last bit, or what works on whole numbers. */
const exact = ['abs', 'ceil', 'clz32', 'f16round', 'floor', 'fround', 'imul', 'sign', 'sqrt', 'trunc']
const forbidden = Object.getOwnPropertyNames(Math).filter(
  (name) => typeof Reflect.get(Math, name) === 'function' && !exact.includes(name),
)

const loaded = (await import(pathToFileURL(resolve('eslint.config.js')).href)) as { default: readonly Block[] }
const rules = loaded.default.find(({ files }) => files?.includes('src/reference/**/*.ts'))?.rules ?? {}
const messagesOf = (code: string): unknown[] => new Linter().verify(code, [{ rules }])

test.each(forbidden)('the reference may not call Math.%s', (name) => {
  expect(messagesOf(`f(Math.${name})`)).toHaveLength(1)
  expect(messagesOf(`const { ${name} } = Math`)).toHaveLength(1)
})

test('the reference may not write **, and may take roots', () => {
  expect(messagesOf('f(2 ** 0.5)')).toHaveLength(1)
  expect(messagesOf('f(Math.sqrt(2), Math.floor(2.5))')).toEqual([])
})

/** The names of the core's language where they are others; `random` and `sumPrecise` have no counterpart there. */
const inRust: Readonly<Record<string, string>> = { expm1: 'exp_m1', log: 'ln', log1p: 'ln_1p', pow: 'powf' }
const others = ['log', 'exp2', 'powi', 'sin_cos', 'mul_add', 'clamp', 'rem_euclid']
const clippy = readFileSync('crates/hydra-core/clippy.toml', 'utf8')

test.each(forbidden.filter((name) => !['random', 'sumPrecise'].includes(name)).concat(others))(
  'the core may not call its own %s',
  (name) => {
    expect(clippy).toContain(`path = "f64::${inRust[name] ?? name}"`)
  },
)
