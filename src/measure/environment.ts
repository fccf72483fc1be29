/** Where a study was made: machine, system, versions, load. No host name, no user, no path. */
import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os'
import { packageVersion } from '../engine/load.ts'
import type { Environment, HeadRecord } from '../study/types.ts'

/** The load of the last minute; unknown on Windows, which keeps none. */
export const loadNow = (): number | undefined => (platform() === 'win32' ? undefined : loadavg()[0])

/** @param loadStart - the load before the first trial; the one after the last is read here */
export function environmentNow(loadStart: number | undefined): Environment {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    platform: platform(),
    arch: arch(),
    osRelease: release(),
    node: process.versions.node,
    v8: process.versions.v8,
    loadStart,
    loadEnd: loadNow(),
    hydra: packageVersion,
  }
}

/** Where all heads are remote, this machine's CPU has no part in their times: their versions stand in its place. */
export function environmentOf(heads: readonly Pick<HeadRecord, 'name' | 'kind' | 'version'>[], here: Environment): Environment {
  if (heads.length === 0 || heads.some(({ kind }) => kind !== 'remote')) return here
  const versions = heads.map(({ name, version }) => `${name} ${version ?? 'of unknown version'}`)
  return { ...here, cpu: `remote: ${versions.join(', ')}` }
}
