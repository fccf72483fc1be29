import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fc, test as property } from '@fast-check/vitest'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { encodeName, loadStudy, saveStudy, studyChanges } from '../../src/files/index.ts'
import { compare, createStudy, type Study } from '../../src/study/index.ts'
import { contents, faultOf, freshFolder } from './folder.ts'
import { faultyDisk } from './faulty-disk.ts'
import { columnsOf, headOf, hostileNames, hostileStudy, recordOf, studyOf } from './record.ts'

type Json = Record<string, unknown>
const read = (path: string): Json => JSON.parse(readFileSync(path, 'utf8')) as Json
const edit = (path: string, change: (data: Json) => void): void => {
  const data = read(path)
  change(data)
  writeFileSync(path, JSON.stringify(data))
}
/** The record, its errors as data: a cause is data once it was saved. */
const withoutCauses = ({ record }: Study): unknown => ({
  ...record,
  warnings: record.warnings.map((warning) => warning.toJSON()),
  heads: record.heads.map((head) => ({ ...head, firstFailures: head.firstFailures.map((failure) => failure.toJSON()) })),
})
const json = (study: Study): unknown => JSON.parse(JSON.stringify(study))

describe('a saved and loaded study', () => {
  test('is the same: names in order, figures, verdicts, failures, warnings, bit for bit', async () => {
    const folder = freshFolder()
    const study = hostileStudy()
    const paths = await saveStudy(study, folder)
    const again = await loadStudy(folder)
    expect(paths).toHaveLength(hostileNames.length)
    expect(again.names).toEqual(hostileNames)
    expect(withoutCauses(again)).toEqual(withoutCauses(study))
    for (const name of hostileNames) {
      expect(again.heads[name]!.summary).toEqual(study.heads[name]!.summary)
      expect(again.heads[name]!.columns).toEqual(study.heads[name]!.columns)
    }
    expect(again.heads['__proto__']!.firstFailures[0]).toMatchObject({
      code: 'HYD-3001',
      where: { trial: 3 },
      cause: { name: 'TypeError', message: 'no' },
    })
    expect(again.comparisons).toEqual(study.comparisons)
    expect(json(again)).toEqual(json(study))
    expect(compare(again, '10', 'con')).toEqual(compare(study, '10', 'con'))
  })

  test('saved once more gives the same bytes, by its own save() too', async () => {
    const folder = freshFolder()
    await saveStudy(hostileStudy(), folder)
    const before = contents(folder)
    await (await loadStudy(folder)).save(folder)
    expect(contents(folder)).toEqual(before)
  })

  const numbers = fc.oneof(fc.double(), fc.constantFrom(-0, 5e-324, 1e308, Number.NaN, Infinity, -Infinity))
  property.prop([fc.array(fc.tuple(fc.double({ min: 0, max: 1e9, noNaN: true }), numbers, fc.nat(5)), { maxLength: 12 })])(
    'keeps every number of every column',
    async (rows) => {
      const folder = freshFolder()
      const metrics = Object.assign(Object.create(null) as Record<string, Float64Array>, {
        m: Float64Array.from(rows, ([, m]) => m),
      })
      const columns = columnsOf(rows.map(([wall]) => wall), { metrics, outcome: Uint8Array.from(rows, ([, , code]) => code) }) // prettier-ignore
      await saveStudy(createStudy(recordOf([headOf('a', columns)])), folder)
      const { record } = await loadStudy(folder)
      expect(record.heads[0]!.columns).toEqual(columns)
      rmSync(folder, { recursive: true })
    },
  )

  test('a head without a success says 0 percent and 0 seconds; percent and seconds are of trials that count', async () => {
    const folder = freshFolder()
    const none = columnsOf([5, 6], { outcome: Uint8Array.from([1, 2]) })
    const some = columnsOf([100, 200, 300, 900], { outcome: Uint8Array.from([0, 0, 3, 4]) })
    const never = columnsOf([])
    await saveStudy(createStudy(recordOf([headOf('none', none), headOf('some', some), headOf('never', never)])), folder)
    expect(read(join(folder, 'none.json'))).toMatchObject({ success_rate: 0, avg_time: 0, trials: 2, successes: 0 })
    expect(read(join(folder, 'some.json'))).toMatchObject({
      success_rate: (2 / 3) * 100,
      avg_time: 0.15,
      trials: 3,
      successes: 2,
    })
    expect(read(join(folder, 'never.json'))).toMatchObject({ success_rate: 0, avg_time: 0, trials: 0 })
    expect(Object.keys(read(join(folder, 'some.json'))).slice(0, 5)).toEqual([
      'schema',
      'name',
      'success_rate',
      'avg_time',
      'timestamp',
    ])
  })

  test('fits the published schema', async () => {
    const schema = JSON.parse(readFileSync('schemas/hydra-profile.schema.json', 'utf8')) as object
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(schema)
    const folder = freshFolder()
    for (const path of await saveStudy(
      hostileStudy({
        partial: true,
        confidence: 0.9,
        reference: '10',
        clock: 'cpu',
        selfCheck: { head: '10', rebuilt: false, twin: columnsOf([1, 2]) },
      }),
      folder,
    )) {
      expect(validate(read(path)), JSON.stringify(validate.errors)).toBe(true)
      expect(validate({ ...read(path), success_rate: 101 })).toBe(false)
      expect(validate({ ...read(path), columns: {} })).toBe(false)
    }
  })

  test('a named study lies in a folder of its own beside the unnamed one', async () => {
    const folder = freshFolder()
    await saveStudy(studyOf(['a', 'b']), folder)
    await saveStudy(studyOf(['a'], { id: 's2', name: '../x' }), folder)
    expect(Object.keys(contents(folder))).toEqual(['%2e%2e%2fx/a.json', 'a.json', 'b.json'])
    expect((await loadStudy(folder)).names).toEqual(['a', 'b'])
    const named = await loadStudy(folder, { name: '../x' })
    expect([named.name, named.names]).toEqual(['../x', ['a']])
  })

  test('the twin of a head, the reference and the clock come back, and with them the noise floor', async () => {
    const [folder, head] = [freshFolder(), '__proto__']
    const twin = columnsOf(Array.from({ length: 20 }, (_, i) => 0.2 + ((i * 3) % 7) / 100))
    const selfCheck = { head, rebuilt: true, twin }
    const study = hostileStudy({ selfCheck, reference: '10', clock: 'wall' })
    await saveStudy(study, folder)
    const again = await loadStudy(folder)
    expect(again.record.selfCheck).toEqual(selfCheck)
    expect(study.noiseFloor?.blocks).toBeGreaterThan(0)
    expect([again.noiseFloor, again.reference, again.clock]).toEqual([study.noiseFloor, '10', 'wall'])
    expect(again.comparisons).toEqual(study.comparisons)
    rmSync(join(folder, '10.json'))
    expect((await loadStudy(folder, { damaged: 'skip' })).reference).toBeUndefined()
  })

  test('a second head with a twin is refused', async () => {
    const folder = freshFolder()
    const selfCheck = { head: 'a', rebuilt: true, twin: columnsOf([1, 2]) }
    await saveStudy(studyOf(['a', 'b'], { selfCheck }), folder)
    const [a, b] = ['a', 'b'].map((name) => join(folder, `${name}.json`)) as [string, string]
    writeFileSync(b, JSON.stringify({ ...read(b), selfCheck: read(a)['selfCheck'] }))
    await expect(loadStudy(folder)).rejects.toMatchObject({ code: 'HYD-6003' })
  })

  test('asked for with another margin, the verdicts follow it', async () => {
    const folder = freshFolder()
    await saveStudy(studyOf(['a', 'b']), folder)
    const study = await loadStudy(folder, { margin: 0.5, confidence: 0.9, engine: 'reference' })
    expect([study.margin, study.confidence, study.comparisons[0]!.margin]).toEqual([0.5, 0.9, 0.5])
  })
})

describe('a folder of profiles', () => {
  test('never mixes studies: those of others go, what is not ours stays', async () => {
    const folder = freshFolder()
    await saveStudy(studyOf(['a', 'b', 'c']), folder)
    writeFileSync(join(folder, 'notes.txt'), 'mine')
    writeFileSync(join(folder, 'torn.json'), '{"schema": 1')
    writeFileSync(join(folder, 'package.json'), '{"name": "x"}')
    renameSync(join(folder, 'c.json'), join(folder, 'copy-of-c.json'))
    await saveStudy(studyOf(['b', 'd'], { id: 'study-2' }), folder)
    expect(readdirSync(folder).sort()).toEqual(['b.json', 'copy-of-c.json', 'd.json', 'notes.txt', 'package.json', 'torn.json'])
  })

  test('a save that fails leaves the former study as it was', async () => {
    const counter = faultyDisk(0)
    await saveStudy(studyOf(['a']), freshFolder(), { disk: counter })
    for (let n = 1; n <= counter.calls() + 12; n += 1) {
      const folder = freshFolder()
      await saveStudy(studyOf(['a', 'b']), folder)
      const before = contents(folder)
      const failed = await saveStudy(studyOf(['b', 'c'], { id: 'study-2' }), folder, { disk: faultyDisk(n) }).then(() => false, () => true) // prettier-ignore
      if (failed) expect(contents(folder)).toEqual(before)
      else expect(Object.keys(contents(folder))).toEqual(['b.json', 'c.json'])
    }
  })

  test('what saving changes can be committed with other files', async () => {
    const folder = freshFolder()
    const changes = await studyChanges(studyOf(['a']), folder)
    expect(changes.map(({ path }) => basename(path))).toEqual(['a.json'])
    expect(existsSync(join(folder, 'a.json'))).toBe(false)
  })

  test('names that no file can hold are refused before anything is written', async () => {
    const folder = freshFolder()
    const lone = studyOf(['a', '\ud800'])
    expect(await faultOf(saveStudy(lone, folder))).toMatchObject({ code: 'HYD-6001' })
    expect(await faultOf(saveStudy(studyOf(['a'], { name: '' }), folder))).toMatchObject({ code: 'HYD-1003' })
    expect(contents(folder)).toEqual({})
  })
})

describe('loading refuses', () => {
  const saved = async (names: readonly string[] = ['a', 'b', 'c']): Promise<string> => {
    const folder = freshFolder()
    await saveStudy(studyOf(names), folder)
    return folder
  }

  test('a folder that is not there or is empty: HYD-6006 with the command', async () => {
    const folder = freshFolder()
    for (const [path, reason] of [
      [folder, 'it is empty'],
      [join(folder, 'none'), 'there is no such folder'],
    ] as const) {
      const fault = await faultOf(loadStudy(path))
      expect(fault).toMatchObject({
        code: 'HYD-6006',
        message: expect.stringContaining(reason),
        hint: 'Make them with `npx hydra-profiler profile`.',
      })
    }
    await saveStudy(studyOf(['a'], { name: 'encode' }), folder)
    expect((await faultOf(loadStudy(folder))).message).toContain('only those of the named studies "encode"')
    expect((await faultOf(loadStudy(folder, { name: 'decode' }))).hint).toContain('profile "decode"')
  })

  test('profiles of two studies: HYD-6007 names both', async () => {
    const folder = await saved()
    await saveStudy(studyOf(['z'], { id: 'study-2' }), join(folder, 'other'))
    renameSync(join(folder, 'other/z.json'), join(folder, 'z.json'))
    const fault = await faultOf(loadStudy(folder))
    expect(fault.code).toBe('HYD-6007')
    expect(fault.message).toMatch(/mixes profiles of 2 studies: study-1 \("a", "b", "c"\); study-2 \("z"\)$/)
  })

  test('all damaged files at once; with `skip` the others are loaded with warnings', async () => {
    const folder = await saved(['a', 'b', 'c', 'd'])
    writeFileSync(join(folder, 'b.json'), readFileSync(join(folder, 'b.json'), 'utf8').slice(0, 500))
    writeFileSync(join(folder, 'c.json'), '')
    const fault = await faultOf(loadStudy(folder))
    expect(fault).toMatchObject({ code: 'HYD-6003', message: expect.stringContaining('another file is no better') })
    expect(fault.details['errors']).toMatchObject([
      { code: 'HYD-6003', message: expect.stringContaining('b.json') },
      { code: 'HYD-6003', message: expect.stringContaining('c.json') },
    ])
    const study = await loadStudy(folder, { damaged: 'skip' })
    expect(study.names).toEqual(['a', 'd'])
    expect(study.warnings.map(({ code }) => code)).toEqual(['HYD-6003', 'HYD-6003', 'HYD-6008'])
  })

  test('nothing but damaged files, even with `skip`', async () => {
    const folder = await saved(['a'])
    writeFileSync(join(folder, 'a.json'), '[]')
    expect(await faultOf(loadStudy(folder, { damaged: 'skip' }))).toMatchObject({ code: 'HYD-6009' })
  })

  test('a file that is no profile: HYD-6009, and the hint does not say to delete it', async () => {
    const folder = await saved()
    writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": {} }')
    const fault = await faultOf(loadStudy(folder))
    expect(fault.code).toBe('HYD-6009')
    expect(fault.hint).toMatch(/^Move /)
    expect((await loadStudy(folder, { damaged: 'skip' })).names).toEqual(['a', 'b', 'c'])
  })

  test('a newer schema: HYD-6004, also when everything else changed', async () => {
    const folder = await saved()
    writeFileSync(join(folder, 'b.json'), '{ "schema": 2, "name": "b" }')
    expect(await faultOf(loadStudy(folder))).toMatchObject({ code: 'HYD-6004' })
  })

  test('a missing head gives the others and a warning', async () => {
    const folder = await saved()
    rmSync(join(folder, 'b.json'))
    const study = await loadStudy(folder)
    expect(study.names).toEqual(['a', 'c'])
    expect(study.warnings).toMatchObject([{ code: 'HYD-6008', message: expect.stringContaining('2 of the 3 heads') }])
  })

  const study = (data: Json): Json => data['study'] as Json
  const columns = (data: Json): Record<string, unknown[]> => data['columns'] as Record<string, unknown[]>
  test.each<[string, (data: Json) => void, RegExp]>([
    ['another name', (data) => void (data['name'] = 'x'), /it holds head "x", whose file is called x\.json/],
    ['an empty name', (data) => void (data['name'] = ''), /name must be a text/],
    ['no name', (data) => void delete data['name'], /name is missing/],
    ['a cut column', (data) => void columns(data)['wallMs']!.pop(), /columns\.wallMs has 19 values, columns\.outcome has 20/],
    ['a text in a column', (data) => void (columns(data)['wallMs']![7] = '5'), /columns\.wallMs\[7\] is not a number or null/],
    [
      'a foreign outcome',
      (data) => void (columns(data)['outcome']![0] = 6),
      /columns\.outcome\[0\] is not the code of an outcome/,
    ],
    [
      'an input that is not there',
      (data) => void (columns(data)['input']![0] = 1),
      /columns\.input\[0\] is not a whole number from 0 to 0/,
    ],
    ['a fraction of a block', (data) => void (columns(data)['block']![0] = 0.5), /columns\.block\[0\]/],
    ['counts made up', (data) => void (data['successes'] = 19), /successes says 19, the columns hold 20/],
    ['a wrong time', (data) => void (data['timestamp'] = 'yesterday'), /timestamp is not a time/],
    ['a wrong kind', (data) => void (data['kind'] = 'magic'), /kind is not one of function/],
    ['no study', (data) => void delete data['study'], /study is missing/],
    ['a place beyond the end', (data) => void (study(data)['index'] = 3), /study\.index is 3, study\.heads 3/],
    ['the place of another', (data) => void (study(data)['index'] = 0), /another head stands at place 0 too/],
    ['another seed', (data) => void (study(data)['seed'] = 2), /it says otherwise of the study than a\.json/],
    ['a warning without a code', (data) => void (study(data)['warnings'] = [{}]), /study\.warnings\[0\]\.code is missing/],
    [
      'inherited fields',
      (data) => void (data['columns'] = JSON.parse('{ "__proto__": { "outcome": [] } }')),
      /columns\.outcome is missing/,
    ],
    [
      'a metric that is no list',
      (data) => void (columns(data)['metrics'] = JSON.parse('{ "__proto__": 3 }') as unknown[]),
      /columns\.metrics\["__proto__"\] is not a list/,
    ],
  ])('%s: HYD-6003 that says where', async (_, change, reason) => {
    const folder = await saved()
    edit(join(folder, 'b.json'), change)
    const fault = await faultOf(loadStudy(folder))
    expect(fault.code).toBe('HYD-6003')
    expect(fault.message).toMatch(/b\.json is not a whole profile: /)
    expect(fault.message).toMatch(reason)
  })

  test('a code that a later version added is read as an error with that code in its details', async () => {
    const folder = await saved(['a'])
    edit(join(folder, 'a.json'), (data) => (data['firstFailures'] = [{ code: 'HYD-3999', message: 'm', hint: 'h' }]))
    const [fault] = (await loadStudy(folder)).heads['a']!.firstFailures
    expect(fault).toMatchObject({ code: 'HYD-3001', message: 'm', hint: 'h', details: { savedCode: 'HYD-3999' } })
  })

  test('500 heads are saved and loaded in order', async () => {
    const folder = freshFolder()
    const names = Array.from({ length: 500 }, (_, i) => `head ${i}`)
    await saveStudy(studyOf(names), folder)
    expect((await loadStudy(folder)).names).toEqual(names)
    expect(existsSync(join(folder, `${encodeName('head 499')}.json`))).toBe(true)
  })
})
