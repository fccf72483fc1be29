/** `hydra compare` as a process: commands against each other, parameters, hooks, exports. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareHeads, type CompareWords } from '../../src/cli/compare-heads.ts'
import { Command, json, list, write } from './support/command.ts'

let hydra: Command
beforeAll(async () => {
  hydra = await Command.make()
})
afterAll(() => hydra.remove())

const words = (more: Partial<CompareWords>): CompareWords => ({
  commands: [], names: [], parameters: [], shell: false, prepare: undefined, cleanup: undefined, ...more,
}) // prettier-ignore

describe('heads of compare', () => {
  test('a command is its own name; one against itself is numbered', () => {
    expect(
      [...compareHeads(words({ commands: ['sort -n "a b"', 'true', 'true'] })).entries()].map(([name, { command }]) => [
        name,
        command,
      ]),
    ).toEqual([
      ['sort -n "a b"', ['sort', '-n', 'a b']],
      ['true', ['true']],
      ['true #2', ['true']],
    ])
  })

  test('parameters multiply the commands that use them', () => {
    const heads = compareHeads(words({ commands: ['gzip -{l} {f}', 'cat {f}'], names: ['gzip'], parameters: ['l=1,9', 'f=a,b'] }))
    expect([...heads.keys()]).toEqual(['gzip l=1 f=a', 'gzip l=1 f=b', 'gzip l=9 f=a', 'gzip l=9 f=b', 'cat a', 'cat b'])
    expect(heads.get('gzip l=9 f=b')?.command).toEqual(['gzip', '-9', 'b'])
  })

  test.each([
    [{ commands: [] }, 'HYD-1007'],
    [{ commands: [' '] }, 'HYD-1003'],
    [{ commands: ['true'], names: ['a', 'b'] }, 'HYD-1003'],
    [{ commands: ['true'], parameters: ['x'] }, 'HYD-1003'],
    [{ commands: ['true'], parameters: ['x=1'] }, 'HYD-1003'],
    [{ commands: ['echo "open'] }, 'HYD-1003'],
  ])('%j is refused with %s', (more, code) => {
    expect(() => compareHeads(words(more))).toThrow(expect.objectContaining({ code }))
  })
})

describe('a run', () => {
  test('finds the slower command, writes nothing', () => {
    const cwd = hydra.fresh('compare')
    const { code, out } = hydra.run(['compare', 'sleep 0.05', 'sleep 0.01', '--trials', '16'], { cwd })
    expect(code).toBe(0)
    expect(out).toMatch(/98 % sure, by wall time:\n +sleep 0\.01 is \d.*x \[\d.+, \d.+\] faster than sleep 0\.05\n/)
    expect(list(cwd)).toEqual([])
  })

  test('a command against itself is not called faster or slower', () => {
    const { code, out } = hydra.run(['compare', 'sleep 0.02', 'sleep 0.02', '-n', '14', '--json'], { cwd: hydra.fresh('same') })
    expect(code).toBe(0)
    expect(['equivalent', 'undecided']).toContain(json(out).study.comparisons[0].verdict)
  })

  test('prepare runs before every run, cleanup once a command', () => {
    const cwd = hydra.fresh('hooks')
    const options = ['--prepare', "sh -c 'echo p >> log'", '--cleanup', "sh -c 'echo c >> log'", '-n', '3', '--warmup', '1']
    expect(hydra.run(['compare', 'test -s log', 'cat log', ...options], { cwd }).code).toBe(0)
    expect(readFileSync(join(cwd, 'log'), 'utf8').replaceAll('\n', '')).toBe('ppppppppcc')
  })

  test('a prepare that fails fails the runs, by name', () => {
    const { code, out } = hydra.run(['compare', 'true', '--prepare', 'false', '-n', '2'], { cwd: hydra.fresh('bad') })
    expect(code).toBe(4)
    expect(out).toMatch(/HYD-3006 beforeEach of head "true" failed: .*false: code 1/)
  })

  test('exports hold every run, all files or none', () => {
    const cwd = hydra.fresh('exports')
    write(cwd, 'in.txt', 'text')
    const files = ['--export-csv', 'r.csv', '--export-json', 'r.json', '--export-markdown', 'r.md']
    const { code } = hydra.run(
      ['compare', 'cat', 'wc -c', '--name', 'a|b,"c"', '--name', 'wc', '--input', 'in.txt', '-n', '4', ...files],
      { cwd },
    )
    expect(code).toBe(0)
    const rows = readFileSync(join(cwd, 'r.csv'), 'utf8').split('\r\n')
    expect(rows).toHaveLength(1 + 8 + 1)
    expect(rows[0]).toBe('head,trial,block,input,outcome,wall_ms,cpu_ms')
    expect(rows[1]).toMatch(/^"a\|b,""c""",0,0,in\.txt,success,\d/)
    expect(readFileSync(join(cwd, 'r.md'), 'utf8').split('\n')[2]).toMatch(/^\| (a\\\|b,"c"|wc) \| 4 \| 100 % \| /)
    const { trials, study } = JSON.parse(readFileSync(join(cwd, 'r.json'), 'utf8'))
    expect(trials.map(({ name, wallMs }: any) => [name, wallMs.length])).toEqual([['a|b,"c"', 4], ['wc', 4]]) // prettier-ignore
    expect(study.heads).toHaveLength(2)
    const none = hydra.run(['compare', 'true', '-n', '1', '--export-csv', 'new.csv', '--export-json', 'in.txt/x.json'], { cwd })
    expect({ code: none.code, files: list(cwd).includes('new.csv') }).toEqual({ code: 3, files: false })
  })

  test('--export and --svg write files for other programs; what cannot be is refused before anything runs', () => {
    const cwd = hydra.fresh('formats')
    const words = [
      'compare',
      'true',
      'echo',
      '-n',
      '2',
      '--export',
      'hyperfine=h.json',
      '--export',
      'bmf=b.json',
      '--svg',
      'd.svg',
    ]
    expect(hydra.run(words, { cwd }).code).toBe(0)
    expect(list(cwd)).toEqual(['b.json', 'd.svg', 'h.json'])
    expect(json(readFileSync(join(cwd, 'h.json'), 'utf8')).results).toHaveLength(2)
    expect(Object.keys(json(readFileSync(join(cwd, 'b.json'), 'utf8')) as object)).toEqual(['true', 'echo'])
    expect(readFileSync(join(cwd, 'd.svg'), 'utf8')).toMatch(/^<svg /)
    for (const bad of ['hyperfin=x', 'svg=', 'svg', 'json=d.svg']) {
      const { code, err, out } = hydra.run(['compare', 'true', '-n', '2', '--svg', 'd.svg', '--export', bad], { cwd })
      expect({ bad, code, out, is: err.includes('HYD-1003 --export must be ') }).toEqual({ bad, code: 2, out: '', is: true })
    }
  })
})
