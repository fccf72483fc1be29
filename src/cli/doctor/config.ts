/** Check of the configuration: which one holds in this folder, and whether it can be used. It is read, so a module runs. */
import { findConfig, loadConfig } from '../../config/index.ts'
import { isHydraError } from '../../errors/index.ts'
import { shownPath } from '../../files/index.ts'
import { counted } from '../../report/index.ts'
import type { Check } from './check.ts'

const name = 'configuration'

async function examine(cwd: string, file: string | undefined): Promise<Check> {
  const found = file === undefined ? await findConfig(cwd) : { file, others: [] }
  if (found === undefined)
    return { name, state: 'ok', text: 'none here; `npx hydra-profiler init` writes one, and --head needs none' }
  const { main, studies } = await loadConfig({ cwd, file: found.file })
  const text = `${shownPath(found.file)}: ${counted(main.job.heads.size, 'head')}, ${counted(studies.size, 'named study', 'named studies')}`
  if (found.others.length === 0) return { name, state: 'ok', text }
  return {
    name,
    state: 'warn',
    text: `${text}; not read: ${found.others.map(shownPath).join(', ')}`,
    remedy: 'Keep one of them.',
  }
}

/** @param file - of --config */
export async function configCheck(cwd: string, file: string | undefined): Promise<Check> {
  try {
    return await examine(cwd, file)
  } catch (error) {
    if (!isHydraError(error)) throw error
    return { name, state: 'fail', code: error.code, text: error.message, remedy: error.hint }
  }
}
