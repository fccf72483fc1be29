/** What tuning found that its caller must know: heads that cannot be made anew though they should, and warnings. */
import { hydraError, type HydraError } from '../errors/index.ts'
import type { HeadRun } from './head-run.ts'

/** HYD-1003 when every head was to be made anew and one cannot be. */
export function refusalOf(heads: readonly HeadRun[], rebuild: 'auto' | boolean): HydraError | undefined {
  const kept = rebuild === true ? heads.find(({ canRebuild, dropped }) => !canRebuild && !dropped) : undefined
  if (kept === undefined) return undefined
  const { name } = kept
  const expected = `"auto" or false: head "${name}" cannot be made anew (it answers at once, needs nothing from outside itself, and gives the same answer twice, or it is a module)`
  return hydraError(
    '1003',
    { option: 'rebuild', expected, got: 'true', type: 'boolean' },
    { where: { option: 'rebuild', head: name } },
  )
}

/** HYD-3015 where loops are shared, HYD-3016 for heads that did not get steady. */
export function warningsOf(heads: readonly HeadRun[]): HydraError[] {
  const shared = heads.some(({ batches }) => batches?.isShared === true)
  const restless = heads.filter(({ steady, dropped }) => steady === false && !dropped)
  return [
    ...(shared ? [hydraError('3015', {})] : []),
    ...restless.map(({ name }) => hydraError('3016', { head: name }, { where: { head: name } })),
  ]
}
