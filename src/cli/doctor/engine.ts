/** Check of the engine: which one computes, and why. */
import { engineInfo } from '../../engine/index.ts'
import { isHydraError } from '../../errors/index.ts'
import type { Check } from './check.ts'

const remedy = 'Run `npm run build:native` in a clone, or set HYDRA_ENGINE=reference to choose the reference.'

export function engineCheck(): Check {
  try {
    const { kind, version, reason } = engineInfo()
    const chosen = kind === 'native' || reason.startsWith('HYDRA_ENGINE')
    if (chosen) return { name: 'engine', state: 'ok', text: `${kind} ${version}: ${reason}` }
    return {
      name: 'engine',
      state: 'warn',
      code: 'HYD-9001',
      text: `${kind} ${version}, the native engine was not found`,
      details: reason,
      remedy,
    }
  } catch (error) {
    if (!isHydraError(error)) throw error
    return { name: 'engine', state: 'fail', code: error.code, text: error.message, remedy: error.hint }
  }
}
