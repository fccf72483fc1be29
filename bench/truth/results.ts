/**
 * Results on disk: one a line, as JSON, added as soon as it is there.
 * A last line without its end, of a run that was killed while it wrote, is left out.
 */
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface Result<T, O> {
  readonly at: string
  /** Load average of the last minute, after it. */
  readonly load: number
  readonly hogs: number
  /** Which code was measured. */
  readonly code: string
  readonly task: T
  readonly outcome: O
}

/** All results of a file; none where there is no file. @throws Error on a whole line that is no result */
export function readResults<T, O>(path: string): Result<T, O>[] {
  if (path === '' || !existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.slice(0, -1).filter((line) => line !== '').map((line) => JSON.parse(line) as Result<T, O>) // prettier-ignore
}

/** Takes an unfinished last line off, so that the next result is a line of its own. */
export function trimUnfinished(path: string): void {
  if (path === '' || !existsSync(path)) return
  truncateSync(path, readFileSync(path).lastIndexOf(10) + 1)
}

/** Adds a result. */
export function appendResult(path: string, result: Result<unknown, unknown>): void {
  if (path === '') return
  mkdirSync(dirname(path), { recursive: true })
  appendFileSync(path, `${JSON.stringify(result)}\n`)
}

/** Eight signs of everything that is measured: the sources and the addon. Results of other code are not mixed with these. */
export function codeOf(root = process.cwd(), addon = process.env['HYDRA_ENGINE_PATH']): string {
  const hash = createHash('sha256')
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  for (const name of names.filter((one) => one.endsWith('.ts')).sort()) hash.update(name).update(readFileSync(join(root, 'src', name))) // prettier-ignore
  if (addon !== undefined && existsSync(addon)) hash.update(readFileSync(addon))
  return hash.digest('hex').slice(0, 8)
}
