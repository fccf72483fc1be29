/** What is taken down of trials comes out as it went in: as rows of figures, and as results with all they may tell. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hydraError } from '../../src/errors/index.ts'
import { Rows } from '../../src/measure/column.ts'
import { Recorder } from '../../src/measure/recorder.ts'
import { figurePlaces, figuresOfTrial } from '../../src/measure/trial/figures.ts'
import { notRun, trialOf } from '../../src/measure/trial/run.ts'
import { outcomeCode } from '../../src/study/index.ts'

describe('rows', () => {
  test('give back each column, however many were added and expected', () => {
    const width = 3
    const any = fc.array(fc.tuple(fc.double(), fc.double(), fc.double()), { maxLength: 40 })
    fc.assert(
      fc.property(any, fc.integer({ min: 0, max: 3 }), (given, expected) => {
        const rows = new Rows((length) => new Float64Array(length), width, expected)
        for (const row of given) rows.add(Float64Array.from(row))
        expect(rows.size).toBe(given.length)
        for (let place = 0; place < width; place += 1) {
          const column = rows.column(new Float64Array(given.length), place)
          given.forEach((row, i) => expect([column[i], rows.at(i, place)]).toEqual([row[place], row[place]]))
        }
      }),
      { seed: 1 },
    )
  })
})

describe('a recorder', () => {
  const row = Float64Array.from({ length: figuresOfTrial }, (_, place) => place + 0.5)

  test('takes rows beyond what it expected, each with its place', () => {
    const recorder = new Recorder(Infinity)
    for (let i = 0; i < 3000; i += 1) {
      row[figurePlaces.wallMs] = i
      recorder.addRow(row, outcomeCode('success'), i >> 1, i >> 5, i % 3)
    }
    const { wallMs, cpuMs, block, epoch, input, outcome, gcMs } = recorder.columns()
    expect([recorder.trials, wallMs.length, gcMs]).toEqual([3000, 3000, undefined])
    expect([wallMs[2999], cpuMs?.[2999], block[2999], epoch[2999], input[2999], outcome[2999]]).toEqual([
      2999,
      figurePlaces.cpuMs + 0.5,
      2999 >> 1,
      2999 >> 5,
      2999 % 3,
      outcomeCode('success'),
    ])
  })

  test('leaves out what no trial had, and what was not seen by whoever watched is NaN', () => {
    const recorder = new Recorder(2)
    const error = hydraError('3003', { head: 'a', trial: 0 })
    recorder.add(trialOf({ ...notRun, wallMs: 2 }, { outcome: 'wrong', error }), { block: 0, epoch: 0, input: 0 })
    const gc = { within: (): number => 7 }
    expect(recorder.columns(gc)).toEqual({
      wallMs: Float64Array.of(2),
      outcome: Uint8Array.of(outcomeCode('wrong')),
      block: Uint32Array.of(0),
      epoch: Uint32Array.of(0),
      input: Uint32Array.of(0),
      metrics: {},
    })
    row.fill(NaN)
    row.set([1, 2], figurePlaces.fromMs)
    recorder.addRow(row, outcomeCode('success'), 1, 1, 0)
    expect([...recorder.columns(gc).gcMs!]).toEqual([NaN, 7])
    expect([recorder.failures.wrong, recorder.firstFailures]).toEqual([1, [error]])
  })
})
