import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hydraError } from '../../src/errors/index.ts'
import { plain, textWidth } from '../../src/report/index.ts'
import { wantsColor } from '../../src/cli/terminal/colors.ts'
import { createLog, stamp, type LogOptions } from '../../src/cli/terminal/log.ts'
import { columnsOf, showsUnicode } from '../../src/cli/terminal/abilities.ts'
import { createBar, livePair, progressLine } from '../../src/cli/terminal/progress.ts'
import { reportFault } from '../../src/cli/report-fault.ts'

function collecting(more: Partial<LogOptions> = {}): { lines: string[]; log: ReturnType<typeof createLog> } {
  const lines: string[] = []
  const at = new Date(2026, 0, 31, 12, 0, 0)
  const log = createLog({
    format: 'text',
    quiet: false,
    verbose: false,
    paint: plain,
    write: (text) => lines.push(text),
    now: () => at,
    ...more,
  })
  return { lines, log }
}
const sayAll = (log: ReturnType<typeof createLog>): void => {
  log.debug('d')
  log.info('i')
  log.warning('w')
  log.error('e')
}

describe('log lines', () => {
  test('have time, level, message', () => {
    const { lines, log } = collecting()
    sayAll(log)
    expect(lines).toEqual([
      '[2026-01-31 12:00:00] [INFO] i\n',
      '[2026-01-31 12:00:00] [WARNING] w\n',
      '[2026-01-31 12:00:00] [ERROR] e\n',
    ])
  })
  test('quiet keeps warnings and errors, verbose adds details', () => {
    const [quiet, verbose] = [collecting({ quiet: true }), collecting({ verbose: true })]
    sayAll(quiet.log)
    sayAll(verbose.log)
    expect([quiet.lines.length, verbose.lines.length]).toEqual([2, 4])
  })
  test('as JSON: one object a line, with the code of an error', () => {
    const { lines, log } = collecting({ format: 'json' })
    log.info('hello\n"you"')
    log.fault(hydraError('1007', { task: 'profile' }))
    const time = new Date(2026, 0, 31, 12, 0, 0).toISOString()
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { time, level: 'info', message: 'hello\n"you"' },
      {
        time,
        level: 'error',
        message: 'there are no heads to profile',
        code: 'HYD-1007',
        where: {},
        hint: hydraError('1007', { task: 'profile' }).hint,
      },
    ])
  })
  test('foreign text cannot rule the terminal', () => {
    const { lines, log } = collecting()
    log.info('\u001b]0;title\u0007\u009b31m\u202e')
    expect(lines[0]).toBe('[2026-01-31 12:00:00] [INFO] \\x1b]0;title\\x07\\x9b31m\\x202e\n')
  })
  test('an error is code, message, remedy; a notice is an information', () => {
    const { lines, log } = collecting()
    log.fault(hydraError('1003', { option: 'trials', expected: 'whole', got: '0', type: 'number' }))
    log.fault(hydraError('5011', {}))
    expect(lines[0]).toBe('[2026-01-31 12:00:00] [ERROR] HYD-1003 trials must be whole, got 0 (number). Give trials whole.\n')
    expect(lines[1]).toMatch(/\[WARNING\] HYD-5011 no head had a success/)
  })
  test('the time is local', () => expect(stamp(new Date(2026, 10, 3, 4, 5, 6))).toBe('2026-11-03 04:05:06'))
})

describe('failures', () => {
  test('several faults at once are a line each', () => {
    const { lines, log } = collecting()
    const errors = [hydraError('1007', { task: 'a' }), hydraError('1005', { name: 'b' })]
    expect(
      reportFault(hydraError('1003', { option: 'x', expected: 'y', got: 'z', type: 't' }, { details: { errors } }), log, false),
    ).toBe(2)
    expect(lines.map((line) => /HYD-\d+/.exec(line)?.[0])).toEqual(['HYD-1007', 'HYD-1005'])
  })
  test('what is no HydraError is our bug: 70, its stack only with --verbose', () => {
    const [short, long] = [collecting(), collecting()]
    expect(reportFault(new TypeError('x is undefined'), short.log, false)).toBe(70)
    expect(reportFault(new TypeError('x is undefined'), long.log, true)).toBe(70)
    expect(short.lines.join('')).toMatch(
      /^\[[^\]]+\] \[ERROR\] HYD-9999 this is a bug in Hydra: TypeError: x is undefined\. [^\n]+\n$/,
    )
    expect(long.lines.join('')).toContain('terminal.test.ts')
  })
  test.each([undefined, null, 'text', Symbol('s'), Object.create(null)])('thrown %j ends with 70 too', (thrown) => {
    expect(reportFault(thrown, collecting().log, false)).toBe(70)
  })
})

describe('colours', () => {
  const terminal = { isTTY: true }
  test.each([
    ['a terminal', terminal, {}, false, true],
    ['no terminal', {}, {}, false, false],
    ['--no-color', terminal, {}, true, false],
    ['NO_COLOR', terminal, { NO_COLOR: '1' }, false, false],
    ['an empty NO_COLOR', terminal, { NO_COLOR: '' }, false, true],
    ['NO_COLOR against FORCE_COLOR', terminal, { NO_COLOR: '1', FORCE_COLOR: '1' }, false, false],
    ['FORCE_COLOR without a terminal', {}, { FORCE_COLOR: '1' }, false, true],
    ['FORCE_COLOR=0 without a terminal', {}, { FORCE_COLOR: '0' }, false, false],
    ['TERM=dumb', terminal, { TERM: 'dumb' }, false, false],
  ] as const)('%s', (_, stream, env, off, expected) => expect(wantsColor(stream, { off, env })).toBe(expected))
})

describe('the bar', () => {
  const progress = { phase: 'trials', done: 34, total: 100, head: 'gzip-6', elapsedMs: 5000, etaMs: 9800 } as const
  test('says phase, share, head and time left', () => {
    expect(progressLine(progress, 80, plain)).toBe('trials  ████████▏                 34 %  gzip-6                   9.80 s left')
  })
  test('fits any terminal and knows no time yet', () => {
    const line = progressLine({ ...progress, head: 'x'.repeat(300), etaMs: undefined }, 80, plain)
    expect(line.length).toBeLessThanOrEqual(80)
    expect(progressLine({ ...progress, done: 0, total: 0 }, 80, plain)).toContain('0 %')
  })
  const ratio = { a: 'gzip-6', b: 'gzip-9', ratio: 1.25, interval: [1.2, 1.3], verdict: 'slower' } as const
  test('shows the closest pair where there is room, the winner first', () => {
    expect(livePair(ratio)).toBe('gzip-9 1.25x [1.20, 1.30] faster than gzip-6')
    expect(livePair({ ...ratio, ratio: 0.8, interval: [0.75, 1.02], verdict: 'undecided' })).toBe('gzip-6 1.25x [0.980, 1.33] undecided against gzip-9') // prettier-ignore
    expect(progressLine({ ...progress, ratio }, 160, plain)).toContain('   closest: gzip-9 1.25x')
    expect(progressLine({ ...progress, ratio }, 80, plain)).toBe(progressLine(progress, 80, plain))
  })
  test('is narrower than any terminal, whatever the names', () => {
    const anyName = fc.string({ unit: 'grapheme', maxLength: 80 })
    fc.assert(
      fc.property(anyName, anyName, fc.integer({ min: 20, max: 200 }), fc.option(fc.double({ min: 0, max: 1e12, noNaN: true }), { nil: undefined }), (a, b, columns, etaMs) => {
        const line = progressLine({ ...progress, head: a, etaMs, ratio: { ...ratio, a, b } }, columns, plain)
        expect(textWidth(line)).toBeLessThan(columns)
      }),
      { seed: 1 },
    ) // prettier-ignore
  })
  test('a terminal of ASCII gets ASCII', () => {
    const written: string[] = []
    const drawn = createBar((text) => written.push(text), () => 80, plain, false) // prettier-ignore
    drawn.draw(progress)
    expect(written.join('')).not.toMatch(/[^\x00-\x7f]/)
  })
  test('draws over its line and leaves nothing behind', () => {
    const written: string[] = []
    const bar = createBar(
      (text) => written.push(text),
      () => 80,
      plain,
    )
    bar.clear()
    bar.draw(progress)
    bar.clear()
    bar.clear()
    expect(written).toEqual([`\r\u001b[2K${progressLine(progress, 80, plain)}`, '\r\u001b[2K'])
  })
})

describe('what a terminal can show', () => {
  const linux = (env: NodeJS.ProcessEnv) => ({ env, platform: 'linux' as const })
  test.each([
    [{ LANG: 'en_GB.UTF-8' }, true], [{ LC_ALL: 'C', LANG: 'en_GB.UTF-8' }, false], [{ LC_ALL: '', LANG: 'C.utf8' }, true],
    [{ LANG: 'de_DE.ISO-8859-1' }, false], [{ TERM: 'linux', LANG: 'en_GB.UTF-8' }, false], [{}, true],
  ])('%j: Unicode %s', (env, is) => expect(showsUnicode({ isTTY: true }, linux(env))).toBe(is)) // prettier-ignore
  test('Windows by its terminal; files and pipes always', () => {
    expect(showsUnicode({ isTTY: true }, { env: {}, platform: 'win32' })).toBe(false)
    expect(showsUnicode({ isTTY: true }, { env: { WT_SESSION: '1' }, platform: 'win32' })).toBe(true)
    expect(showsUnicode({ isTTY: false }, linux({ LANG: 'C' }))).toBe(true)
  })
  test('columns: the terminal, else COLUMNS, else 100', () => {
    expect([columnsOf({ columns: 61 }, { COLUMNS: '70' }), columnsOf({}, { COLUMNS: '70' }), columnsOf({}, { COLUMNS: 'x' }), columnsOf({}, {})]).toEqual([61, 70, 100, 100]) // prettier-ignore
  })
})
