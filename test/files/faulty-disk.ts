/** A real disk whose n-th operation fails: SQLite's way of testing, every place where it can break is tried. A close that fails has closed. */
import { realDisk, type Disk, type DiskFile } from '../../src/files/index.ts'

export interface FaultyDisk extends Disk {
  /** How many operations were asked for. */
  readonly calls: () => number
  readonly failed: () => string | undefined
}

/**
 * @param n - which operation fails, from 1; 0: none
 * @param until - the operations from n to this one fail
 */
export function faultyDisk(n: number, errno = 'ENOSPC', until = n): FaultyDisk {
  let calls = 0
  let failed: string | undefined
  const strike = (name: string): void => {
    calls += 1
    if (calls < n || calls > until || n === 0) return
    failed ??= name
    throw Object.assign(new Error(`${errno}: planted in ${name}`), { code: errno })
  }
  const wrap = <T extends object>(of: T, kind: string): T =>
    Object.fromEntries(
      Object.entries(of).map(([name, run]) => [
        name,
        async (...args: unknown[]): Promise<unknown> => {
          const go = (): Promise<unknown> => (run as (...args: unknown[]) => Promise<unknown>)(...args)
          if (name === 'close') await go()
          strike(`${kind}.${name}`)
          const result = name === 'close' ? undefined : await go()
          return name === 'create' ? wrap(result as DiskFile, 'file') : result
        },
      ]),
    ) as T
  return { ...wrap(realDisk, 'disk'), calls: () => calls, failed: () => failed }
}
