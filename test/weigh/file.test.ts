import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { readWeightsFile, weigh, weightsFile, type ProfileRecord } from '../../src/weigh/index.ts'
import { thrown } from '../support/thrown.ts'

const schema = JSON.parse(readFileSync('schemas/hydra-weights.schema.json', 'utf8')) as object
const isValid = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema)
const names = ['gzip', '__proto__', 'constructor', '', '7']
const records: ProfileRecord[] = names.map((name, index) => ({
  name,
  success_rate: 100,
  avg_time: 0.001 * (index + 1),
  trials: 100,
  cost: 1,
}))
const context = { study: 'a1', createdAt: '2026-01-31T12:00:00.000Z' }
const written = (): unknown => JSON.parse(JSON.stringify(weightsFile(weigh(records), context)))

describe('the weights file', () => {
  test('holds to its schema, and comes back as it was', () => {
    const file = weightsFile(weigh(records), context)
    const data = written()
    expect(isValid(data), JSON.stringify(isValid.errors)).toBe(true)
    expect(readWeightsFile(data, 'hydra_weights.json')).toEqual(file)
    expect(file).toMatchObject({ schema: 1, policy: 'balanced', objective: { price: 'cost', costWeight: 0.5 }, previous: null })
  })

  test('keeps heads of any name, `__proto__` too, in records without a prototype', () => {
    const { weights, reasons } = readWeightsFile(written(), 'x')
    expect(Object.keys(weights).sort()).toEqual([...names].sort())
    expect(Object.getPrototypeOf(weights)).toBe(null)
    expect(reasons['__proto__']).toMatch(/^__proto__: /)
    expect(Object.values(weights).reduce((a, b) => a + b)).toBeCloseTo(1, 12)
  })

  test('holds what it held before', () => {
    const before = weightsFile(weigh(records, { policy: 'equal' }), context)
    const file = weightsFile(weigh(records), { ...context, previous: before.weights })
    expect(file.previous).toEqual(before.weights)
    expect(isValid(JSON.parse(JSON.stringify(file)))).toBe(true)
    expect(readWeightsFile(JSON.parse(JSON.stringify(file)), 'x').previous!['__proto__']).toBe(0.2)
  })

  test('of a newer version is refused as such', () => {
    const error = thrown(() => readWeightsFile({ ...(written() as object), schema: 2 }, 'w.json'))
    expect(error).toMatchObject({ code: 'HYD-6004', where: { path: 'w.json' } })
  })

  const change = (part: object): unknown => ({ ...(written() as object), ...part })
  test.each<[string, unknown, string]>([
    ['null', null, 'w.json is not a whole weights file'],
    ['a text', '{}', 'w.json'],
    ['a list', [], 'w.json'],
    ['nothing', {}, 'schema'],
    ['schema 0', change({ schema: 0 }), 'schema'],
    ['a schema that is a text', change({ schema: '2' }), 'schema'],
    ['an unknown policy', change({ policy: 'best' }), 'policy'],
    ['a date that is none', change({ createdAt: 'yesterday' }), 'createdAt'],
    ['weights that are a list', change({ weights: [1] }), 'weights'],
    ['a weight above 1', change({ weights: { a: 2 } }), 'weights: must hold numbers from 0 to 1 by name'],
    ['a weight that is a text', change({ weights: { a: '1' } }), 'weights'],
    ['a sum that is not 1', change({ weights: { a: 0.5 } }), 'the sum of weights must be 1 within 1e-9, got 0.5'],
    ['no weights', change({ weights: {} }), 'the sum of weights'],
    ['a former sum that is not 1', change({ previous: { a: 0.5 } }), 'the sum of previous'],
    ['a reason that is no text', change({ reasons: { a: 1 } }), 'reasons'],
    ['an objective without its weight', change({ objective: {} }), 'objective.costWeight'],
  ])('that holds %s is damaged', (_, data, text) => {
    const error = thrown(() => readWeightsFile(data, 'w.json'))
    expect(error).toMatchObject({ code: 'HYD-6003', where: { path: 'w.json' } })
    expect((error as Error).message).toContain(text)
  })
})
