/** The dashboard's configuration and the file it stands in. Fails: HYD-6005 when a file of that name is there and is none of ours. */
import { dashboardConfiguration, type DashboardConfiguration } from '../../dashboard/index.ts'
import { hydraError, isHydraError } from '../../errors/index.ts'
import { readJson, shownPath } from '../../files/index.ts'
import type { Study } from '../../study/index.ts'
import type { WeightsFile } from '../../weigh/index.ts'
import type { Settings } from '../settings/types.ts'
import { exists } from './weights.ts'

const command = 'npx hydra-profiler dashboard-config --force'

function isOurs(data: unknown): boolean {
  if (typeof data !== 'object' || data === null) return false
  const { schema, heads, panels } = data as Record<string, unknown>
  return typeof schema === 'number' && Array.isArray(heads) && Array.isArray(panels)
}

async function readsAsOurs(path: string): Promise<boolean> {
  try {
    return isOurs(await readJson(path, { kind: 'dashboard configuration', command }))
  } catch (error) {
    if (isHydraError(error) && error.code === 'HYD-6003') return false
    throw error
  }
}

/** Refuses to replace what we did not write. */
export async function guardDashboard(path: string, force: boolean): Promise<void> {
  if (force || !(await exists(path)) || (await readsAsOurs(path))) return
  const shown = shownPath(path)
  throw hydraError(
    '6005',
    { path: shown, remedy: 'It is no dashboard configuration: name another file with --out, or add --force.' },
    { where: { path: shown } },
  )
}

export function configureDashboard(study: Study, weights: WeightsFile, settings: Settings, now: Date): DashboardConfiguration {
  const { title, refreshSeconds, profiles, weights: file } = settings
  const sources = [{ kind: 'profiles', path: shownPath(profiles) }, { kind: 'weights', path: shownPath(file) }] as const // prettier-ignore
  return dashboardConfiguration({
    study,
    weights: weights.weights,
    now: now.getTime(),
    sources,
    ...(title === undefined ? {} : { title }),
    ...(refreshSeconds === undefined ? {} : { refreshSeconds }),
  })
}
