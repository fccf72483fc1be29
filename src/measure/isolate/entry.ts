/**
 * The file that an isolate begins with.
 * Places: HYDRA_ISOLATE_PATH (a file); isolate.js beside the built code; in the source tree that of dist/.
 * Fails: HYD-8001 in a bundle of somebody else's, where neither is there.
 */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hydraError } from '../../errors/index.ts'

const remedy = 'Keep hydra-profiler outside of the bundle, or give HYDRA_ISOLATE_PATH the path of its dist/isolate.js.'

/** Absolute. */
export function isolateEntry(): string {
  const here: string | undefined = import.meta.url
  const folder = typeof here === 'string' ? dirname(fileURLToPath(here)) : process.cwd()
  const named = process.env['HYDRA_ISOLATE_PATH']
  const places = [...(named ? [named] : []), join(folder, 'isolate.js'), join(folder, '../../../dist/isolate.js')]
  const found = places.find((place) => existsSync(place))
  if (found !== undefined) return found
  const params = { command: 'an isolate', reason: `its file is at none of ${places.length} places`, errno: 'ENOENT', remedy }
  throw hydraError('8001', params, { where: { path: join(folder, 'isolate.js') } })
}
