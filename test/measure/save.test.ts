/** From trials to files and back; comparing in one go. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { loadStudy } from '../../src/files/index.ts'
import { compare, profile } from '../../src/measure/index.ts'
import { onWarning } from '../../src/errors/index.ts'

onWarning(() => undefined)
const folder = mkdtempSync(join(tmpdir(), 'hydra-save-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('save and load', () => {
  test('give the identical figures and verdicts, in the same order', async () => {
    const flaky = (input: number, { trial }: { trial: number }): number => {
      if (trial % 5 === 4) throw new Error('flaky')
      return input * 2
    }
    const heads = new Map(['2', '1', '__proto__', 'Ä/../x', '😀'].map((name) => [name, flaky]))
    const study = await profile({
      heads,
      inputs: { a: 1, b: 2 },
      metrics: (n: number) => ({ n }),
      trials: 16,
      margin: 0.03,
      confidence: 0.95,
    })
    await study.save(folder)
    expect(readdirSync(folder)).toHaveLength(5)
    const again = await loadStudy(folder)
    expect(again.names).toEqual(study.names)
    expect(JSON.parse(JSON.stringify(again))).toEqual(JSON.parse(JSON.stringify(study)))
    for (const name of study.names) expect(again.heads[name]?.columns).toEqual(study.heads[name]?.columns)
    expect(again.comparisons).toEqual(study.comparisons)
    expect(study.comparisons[0]).toMatchObject({ margin: 0.03, confidence: 0.95 })
  })
})

describe('compare', () => {
  const burn = (rounds: number) => (): number => {
    let sum = 0
    for (let i = 0; i < rounds; i += 1) sum = (sum * 31 + i) % 1_000_003
    return sum
  }

  test('measures two heads and judges them', async () => {
    const found = await compare({ more: burn(400_000), less: burn(50_000) }, { trials: 60, margin: 0.1 })
    expect(found).toMatchObject({ a: 'more', b: 'less', verdict: 'slower', margin: 0.1, blocks: 30 })
  })

  test('of three heads it gives the study, whose pairs it judges', async () => {
    const study = await compare({ a: burn(10), b: burn(10), c: burn(10) }, { trials: 2 })
    expect('comparisons' in study && study.comparisons).toHaveLength(3)
    expect('comparisons' in study && compare(study, 'a', 'b').blocks).toBe(1)
  })

  test('refuses what profile refuses', async () => {
    await expect(compare({}, { trials: 2 })).rejects.toMatchObject({ code: 'HYD-1007' })
  })
})
