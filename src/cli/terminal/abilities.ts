/**
 * What a stream can show: how many columns, and whether more than ASCII.
 * In: the stream, the environment. Out: answers. Files and pipes get Unicode: programs read UTF-8.
 */

interface Stream {
  readonly isTTY?: boolean
  readonly columns?: number
}

interface Machine {
  readonly env: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
}

const elsewhere = 100

/** Columns of a terminal; of COLUMNS where it is none, so that a pipe can be told; else 100. */
export function columnsOf({ columns }: Stream, env: NodeJS.ProcessEnv = process.env): number {
  if (columns !== undefined && columns > 0) return columns
  const told = Number(env['COLUMNS'] ?? '')
  return Number.isInteger(told) && told > 0 ? told : elsewhere
}

/** The locale says it, where there is one (POSIX: the first of the three that is set and not empty). */
function locale(env: NodeJS.ProcessEnv): string | undefined {
  return [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => value !== undefined && value !== '')
}

/** Whether a stream shows block characters and arrows. */
export function showsUnicode({ isTTY }: Stream, { env, platform }: Machine): boolean {
  if (isTTY !== true) return true
  if (platform === 'win32')
    return env['WT_SESSION'] !== undefined || env['TERM_PROGRAM'] !== undefined || /^xterm/.test(env['TERM'] ?? '')
  if (env['TERM'] === 'linux' || env['TERM'] === 'dumb') return false
  const named = locale(env)
  return named === undefined || /utf-?8/i.test(named)
}
