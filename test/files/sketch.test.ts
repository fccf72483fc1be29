import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { aggregateProfiles, sketchFromBytes, summarize } from '../../src/engine/index.ts'
import { loadStudy, saveStudy } from '../../src/files/index.ts'
import { createStudy, runSummaries, successCode } from '../../src/study/index.ts'
import { freshFolder } from './folder.ts'
import { columnsOf, headOf, hostileNames, hostileStudy, recordOf, studyOf } from './record.ts'

type Json = Record<string, unknown>
const read = (path: string): Json => JSON.parse(readFileSync(path, 'utf8')) as Json
const sketchIn = (path: string): Uint8Array => new Uint8Array(Buffer.from(read(path)['sketch'] as string, 'base64'))

describe('the sketch of a profile file', () => {
  test('holds the durations of successes, and comes back with the columns', async () => {
    const folder = freshFolder()
    const study = hostileStudy()
    const paths = await saveStudy(study, folder)
    study.record.heads.forEach(({ name, columns: { wallMs, outcome } }, i) => {
      const sketch = sketchFromBytes(sketchIn(paths[i]!))
      const good = wallMs.filter((_, k) => outcome[k] === successCode)
      const { mean, variance } = summarize(good, { precision: 'exact' })
      expect([name, sketch.count, sketch.mean, sketch.variance]).toEqual([name, good.length, mean, variance])
      expect([sketch.min, sketch.max]).toEqual([Math.min(...good), Math.max(...good)])
    })
    const again = await loadStudy(folder)
    expect(runSummaries(again).map((row) => row.sketch)).toEqual(runSummaries(study).map((row) => row.sketch))
  })

  test('of a head without a success is one of nothing', async () => {
    const folder = freshFolder()
    const none = columnsOf([5, 6], { outcome: Uint8Array.from([1, 2]) })
    const [path] = await saveStudy(createStudy(recordOf([headOf('none', none)])), folder)
    expect(sketchFromBytes(sketchIn(path!)).count).toBe(0)
    expect((await loadStudy(folder)).names).toEqual(['none'])
  })

  test('is not asked of older files', async () => {
    const folder = freshFolder()
    await saveStudy(studyOf(['a']), folder)
    const path = join(folder, 'a.json')
    const { sketch, ...older } = read(path)
    expect(typeof sketch).toBe('string')
    writeFileSync(path, JSON.stringify(older))
    expect((await loadStudy(folder)).names).toEqual(['a'])
  })

  test.each<[string, (sketch: string) => unknown, string]>([
    ['a byte changed', (sketch) => `${sketch.slice(0, 8)}${sketch[8] === 'A' ? 'B' : 'A'}${sketch.slice(9)}`, 'HYD-4005'],
    ['cut', (sketch) => sketch.slice(0, 12), 'HYD-4005'],
    ['nothing', () => '', 'HYD-4005'],
    ['no base64', (sketch) => `${sketch.slice(0, 4)}*${sketch.slice(4)}`, 'Misfit'],
    ['with something behind it', (sketch) => `${sketch}!`, 'Misfit'],
    ['a number', () => 7, 'Misfit'],
    ['null', () => null, 'Misfit'],
  ])('%s: HYD-6003', async (_, damage, cause) => {
    const folder = freshFolder()
    await saveStudy(studyOf(['a']), folder)
    const path = join(folder, 'a.json')
    const data = read(path)
    writeFileSync(path, JSON.stringify({ ...data, sketch: damage(data['sketch'] as string) }))
    const failed: { code?: string; cause?: { code?: string; name: string } } = await loadStudy(folder).then(
      () => ({}),
      (thrown: unknown) => thrown as object,
    )
    expect([failed.code, failed.cause?.code ?? failed.cause?.name]).toEqual(['HYD-6003', cause])
  })

  test('of other durations than those of the columns: HYD-6003', async () => {
    const folder = freshFolder()
    await saveStudy(studyOf(['a', 'b']), folder)
    const [a, b] = ['a', 'b'].map((name) => join(folder, `${name}.json`)) as [string, string]
    expect(read(a)['sketch']).not.toBe(read(b)['sketch'])
    writeFileSync(a, JSON.stringify({ ...read(a), sketch: read(b)['sketch'] }))
    await expect(loadStudy(folder)).rejects.toMatchObject({ code: 'HYD-6003' })
  })
})

test('a machine that is no text is refused; left out it is what the machine is', () => {
  const study = hostileStudy()
  expect(() => runSummaries(study, { machine: 7 as never })).toThrow(expect.objectContaining({ code: 'HYD-1003' }) as Error)
  expect(() => runSummaries(study, 'ci-1' as never)).toThrow(expect.objectContaining({ code: 'HYD-1003' }) as Error)
  const unknown = expect.objectContaining({ code: 'HYD-1002', hint: 'Did you mean machine?' }) as Error
  expect(() => runSummaries(study, { machin: 'ci-1' } as never)).toThrow(unknown)
  expect(runSummaries(study)[0]!.machine).toBe('test, 2 cores, 8000000000 bytes, linux x64')
})

test('studies of several runs and machines are joined by their sketches', async () => {
  const folders = [freshFolder(), freshFolder()]
  await saveStudy(hostileStudy({ id: 'monday' }), folders[0]!)
  await saveStudy(hostileStudy({ id: 'tuesday' }), folders[1]!)
  const studies = await Promise.all(folders.map((folder) => loadStudy(folder)))
  const rows = studies.flatMap((study, i) => runSummaries(study, { machine: `ci-${i}` }))
  const { heads } = aggregateProfiles(rows)
  expect(heads.map(({ head }) => head)).toEqual([...hostileNames].sort())
  const own = heads.find(({ head }) => head === '__proto__')!
  const summary = studies[0]!.heads['__proto__']!.summary
  expect(own).toMatchObject({ runs: 2, machines: 2, trials: 2 * summary.trials, successes: 2 * summary.successes })
  expect(own.sketch!.count).toBe(2 * summary.successes)
  expect(own.mean! / summary.durationMs.mean!).toBeCloseTo(1, 14)
  expect(own.spread).toMatchObject({ machineSd: 0, machineShare: 0, trialShare: 1 })
})
