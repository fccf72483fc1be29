/** Which module runs which command. Loaded lazily: help and version must start fast. */
import type { Run } from '../context.ts'

const loaders: ReadonlyMap<string, () => Promise<{ readonly run: Run }>> = new Map([
  ['profile', () => import('./profile.ts')],
  ['compare', () => import('./compare.ts')],
  ['weigh', () => import('./weigh.ts')],
  ['dashboard-config', () => import('./dashboard-config.ts')],
  ['validate', () => import('./validate.ts')],
  ['pipeline', () => import('./pipeline.ts')],
  ['formula', () => import('./formula.ts')],
  ['pick', () => import('./pick.ts')],
  ['observe', () => import('./observe.ts')],
  ['watch', () => import('./watch.ts')],
  ['init', () => import('./init.ts')],
  ['doctor', () => import('./doctor.ts')],
  ['completion', () => import('./completion.ts')],
])

/** The command of a name of the table. */
export async function loadCommand(name: string): Promise<Run> {
  const loader = loaders.get(name)
  if (loader === undefined) throw new TypeError(`command ${name} stands in the table and has no module`)
  const { run } = await loader()
  return run
}
