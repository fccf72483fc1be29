import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { describe, expect, onTestFinished, test } from 'vitest'
import { hydraError, onWarning } from '../../src/errors/index.ts'
import { commitFiles, sweepTemps, writeFileAtomic } from '../../src/files/index.ts'
import { contents, faultOf, freshFolder } from './folder.ts'
import { faultyDisk } from './faulty-disk.ts'

const cannotBeRefused = process.getuid?.() === 0

describe('writing one file', () => {
  test('makes the folder, replaces the former text, leaves nothing else', async () => {
    const folder = freshFolder()
    await writeFileAtomic(join(folder, 'a/b/c.json'), 'one')
    await writeFileAtomic(join(folder, 'a/b/c.json'), 'twö')
    expect(contents(folder)).toEqual({ 'a/b/c.json': 'twö' })
  })

  test('takes the permissions asked for', async () => {
    const path = join(freshFolder(), 'secret')
    await writeFileAtomic(path, 'x', { mode: 0o600 })
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('a text that validation refuses is not put in place', async () => {
    const folder = freshFolder()
    await writeFileAtomic(join(folder, 'a'), 'one')
    const refuse = (text: string): void => {
      throw hydraError('9999', { what: text })
    }
    expect(await faultOf(writeFileAtomic(join(folder, 'a'), 'two', { validate: refuse }))).toMatchObject({
      code: 'HYD-9999',
      message: expect.stringContaining('two'),
    })
    expect(contents(folder)).toEqual({ a: 'one' })
  })

  test('a link is replaced, what it points at is not touched', async () => {
    const folder = freshFolder()
    writeFileSync(join(folder, 'mine'), 'precious')
    symlinkSync(join(folder, 'mine'), join(folder, 'link'))
    await writeFileAtomic(join(folder, 'link'), 'new')
    expect(contents(folder)).toEqual({ mine: 'precious', link: 'new' })
  })

  test.each([
    ['a folder stands there', 'EISDIR', (folder: string) => (mkdirSync(join(folder, 'x')), join(folder, 'x'))],
    [
      'a file stands where a folder should be',
      'ENOTDIR',
      (folder: string) => (writeFileSync(join(folder, 'x'), ''), join(folder, 'x/y/z')),
    ],
    ['the name is too long', 'ENAMETOOLONG', (folder: string) => join(folder, 'x'.repeat(300))],
  ])('%s: HYD-6002 with %s and a remedy', async (_, errno, prepare) => {
    const folder = freshFolder()
    const path = prepare(folder)
    const before = contents(folder)
    const fault = await faultOf(writeFileAtomic(path, 'text'))
    expect(fault.code).toBe('HYD-6002')
    expect(fault.message).toContain(`(${errno})`)
    expect(fault.hint).toMatch(/\w{4}.*\.$/)
    expect(contents(folder)).toEqual(before)
  })

  test.skipIf(cannotBeRefused)('a folder without the right to write: HYD-6002 with EACCES', async () => {
    const folder = freshFolder()
    chmodSync(folder, 0o555)
    onTestFinished(() => chmodSync(folder, 0o755))
    expect((await faultOf(writeFileAtomic(join(folder, 'a'), 'x'))).message).toContain('(EACCES)')
  })

  test('the path in the message is short inside the working folder and shows control characters', async () => {
    const fault = await faultOf(writeFileAtomic('package.json/\u001b[31m', 'x'))
    expect(fault.message).toMatch(/^cannot make the folder of package\.json\/\\x1b\[31m: .*\(ENOTDIR\)$/)
  })
})

describe('when the n-th operation fails', () => {
  const files = ['p/a.json', 'p/b.json', 'w.json', 'old.json']
  const before = { 'old.json': 'old', 'p/a.json': 'former a', 'w.json': 'former w' }
  const after = { 'p/a.json': 'new a', 'p/b.json': 'new b', 'w.json': 'new w' }

  function prepare(): { folder: string; commit: (disk: ReturnType<typeof faultyDisk>) => Promise<void> } {
    const folder = freshFolder()
    mkdirSync(join(folder, 'p'))
    for (const [name, text] of Object.entries(before)) writeFileSync(join(folder, name), text)
    const [a, b, w, old] = files.map((name) => join(folder, name)) as [string, string, string, string]
    const changes = [{ path: a, text: 'new a' }, { path: b, text: 'new b' }, { path: w, text: 'new w' }, { path: old, remove: true as const }] // prettier-ignore
    return { folder, commit: (disk) => commitFiles(changes, { disk }) }
  }

  test('a commit without a fault writes and removes everything', async () => {
    const { folder, commit } = prepare()
    await commit(faultyDisk(0))
    expect(contents(folder)).toEqual(after)
  })

  test.each(['ENOSPC', 'EIO', 'EACCES', 'EXDEV'])(
    'all files are former or all are new, and no temporary file is left (%s)',
    async (errno) => {
      const broken = new Set<string>()
      for (let n = 1; ; n += 1) {
        const { folder, commit } = prepare()
        const disk = faultyDisk(n, errno)
        const fault = await commit(disk).then(() => undefined, (thrown: unknown) => thrown) // prettier-ignore
        if (disk.failed() === undefined) break
        broken.add(disk.failed()!)
        expect(contents(folder), `${n}: ${disk.failed()}`).toEqual(fault === undefined ? after : before)
        if (fault !== undefined) expect(fault).toMatchObject({ code: 'HYD-6002', message: expect.stringContaining(errno) })
      }
      const operations = [
        'disk.makeFolder',
        'disk.create',
        'file.write',
        'file.sync',
        'file.close',
        'disk.read',
        'disk.standing',
        'disk.keep',
        'disk.rename',
        'disk.remove',
        'disk.syncFolder',
        'disk.list',
      ]
      expect([...broken].sort()).toEqual(operations.sort())
    },
  )

  test('one file: the same', async () => {
    for (let n = 1; ; n += 1) {
      const folder = freshFolder()
      writeFileSync(join(folder, 'a'), 'former')
      const disk = faultyDisk(n)
      const failed = await writeFileAtomic(join(folder, 'a'), 'new', { disk }).then(() => false, () => true) // prettier-ignore
      expect(contents(folder)).toEqual({ a: failed ? 'former' : 'new' })
      if (disk.failed() === undefined) break
      expect(n).toBeLessThan(100)
    }
  })

  test('a disk that stays broken: whole files only, and what could not be put back is named', async () => {
    const seen: unknown[] = []
    const former = onWarning(() => undefined)
    onTestFinished(() => void onWarning(former))
    for (let n = 1; ; n += 1) {
      const { folder, commit } = prepare()
      const disk = faultyDisk(n, 'EIO', Infinity)
      const fault = await commit(disk).then(() => undefined, (thrown: unknown) => thrown) // prettier-ignore
      const now = contents(folder)
      for (const [name, text] of Object.entries(now))
        if (files.includes(name)) expect([before[name as never], after[name as never]]).toContain(text)
      const { formerFiles } = (fault as { details?: { formerFiles?: string[] } })?.details ?? {}
      if (formerFiles !== undefined) {
        seen.push(formerFiles)
        for (const file of formerFiles) if (file.endsWith('.tmp')) expect(readFileSync(file, 'utf8')).toMatch(/^(former|old)/)
      }
      if (disk.failed() === undefined) break
    }
    expect(seen.length).toBeGreaterThan(0)
  })

  test('a former file that cannot be cleared away is told of; the new files stand', async () => {
    const warnings: string[] = []
    const former = onWarning((warning) => warnings.push(warning.code))
    onTestFinished(() => void onWarning(former))
    const { commit: dry } = prepare()
    const counter = faultyDisk(0)
    await dry(counter)
    const { folder, commit } = prepare()
    await commit(faultyDisk(counter.calls(), 'EBUSY', Infinity))
    expect(warnings).toEqual(['HYD-6002'])
    expect(contents(folder)).toMatchObject(after)
  })

  test('one path twice is refused before anything is written', async () => {
    const folder = freshFolder()
    const twice = [join(folder, 'a'), join(folder, 'x/../a')].map((path) => ({ path, text: 'x' }))
    expect(await faultOf(commitFiles(twice))).toMatchObject({ code: 'HYD-1003' })
    expect(contents(folder)).toEqual({})
  })
})

describe('sweeping', () => {
  const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid
  const hex = '0123456789abcdef'

  function plant(folder: string, name: string, ageMs: number): string {
    writeFileSync(join(folder, name), 'half')
    const then = (Date.now() - ageMs) / 1000
    utimesSync(join(folder, name), then, then)
    return name
  }

  test('only old temporary files of dead processes go', async () => {
    const folder = freshFolder()
    const pid = deadPid()
    const stray = plant(folder, `.a.json.${pid}.77.${hex}.tmp`, 120_000)
    const reused = plant(folder, `.a.json.${process.pid}.77.${hex}.tmp`, 120_000)
    const kept = [
      plant(folder, `.young.json.${pid}.77.${hex}.tmp`, 1000),
      plant(folder, `.a.json.${pid}.77.${hex.slice(1)}.tmp`, 120_000),
      plant(folder, `a.json.${pid}.77.${hex}.tmp`, 120_000),
      plant(folder, `.a.json.0.77.${hex}.tmp`, 120_000),
      plant(folder, 'a.json', 120_000),
    ]
    const gone = process.platform === 'linux' ? [stray, reused] : [stray]
    expect((await sweepTemps(folder)).sort()).toEqual([...gone].sort())
    expect(Object.keys(contents(folder)).sort()).toEqual([...kept, ...(process.platform === 'linux' ? [] : [reused])].sort())
  })

  test('a living process keeps its own', async () => {
    const folder = freshFolder()
    let temp = ''
    await writeFileAtomic(join(folder, 'a'), 'x', { validate: () => void (temp = Object.keys(contents(folder))[0]!) })
    expect(temp).toMatch(new RegExp(`^\\.a\\.${process.pid}\\.\\d+\\.[0-9a-f]{16}\\.tmp$`))
    plant(folder, temp, 120_000)
    expect(await sweepTemps(folder)).toEqual([])
  })

  test('a folder that is not there is swept already; one that cannot be read is HYD-6002', async () => {
    const folder = freshFolder()
    expect(await sweepTemps(join(folder, 'none'))).toEqual([])
    writeFileSync(join(folder, 'file'), '')
    expect(await faultOf(sweepTemps(join(folder, 'file')))).toMatchObject({ code: 'HYD-6002' })
  })
})

describe('kill -9 while saving', () => {
  test('no torn file in 15 kills, and no stray after the next start', async () => {
    const folder = freshFolder()
    const script = join(folder, 'saver.mjs')
    const entry = join(dirname(fileURLToPath(import.meta.url)), 'saver.ts')
    await build({ entryPoints: [entry], outfile: script, bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' })
    for (let round = 0; round < 15; round += 1) {
      const child = spawn(process.execPath, [script, join(folder, 'data.json')], { stdio: ['ignore', 'pipe', 'inherit'] })
      await new Promise((resolve) => child.stdout.once('data', resolve))
      await new Promise((resolve) => setTimeout(resolve, 5 + ((round * 13) % 40)))
      child.kill('SIGKILL')
      await new Promise((resolve) => child.once('close', resolve))
      const { version, numbers } = JSON.parse(readFileSync(join(folder, 'data.json'), 'utf8')) as {
        version: number
        numbers: number[]
      }
      expect(numbers).toHaveLength(20_000)
      expect(new Set(numbers)).toEqual(new Set([version]))
    }
    await sweepTemps(folder, { now: Date.now() + 120_000 })
    expect(Object.keys(contents(folder)).sort()).toEqual(['data.json', 'saver.mjs'])
  })
})
