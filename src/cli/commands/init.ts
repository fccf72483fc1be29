/**
 * `hydra init`: writes a commented hydra.config.mjs that runs as it is.
 * Never replaces a file unless --force is given: created exclusively, so that not even a race can. Fails: HYD-6005, HYD-6002.
 * Why a plain module without imports: it runs where the package is only fetched by npx.
 */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hydraError } from '../../errors/index.ts'
import { writeFileAtomic } from '../../files/index.ts'
import { isGiven } from '../arguments/values.ts'
import type { Run } from '../context.ts'
import { exits } from '../exit.ts'
import { print } from '../output.ts'
import { starter } from './starter.ts'

const file = 'hydra.config.mjs'

/** @returns false when something stands there already */
async function createExclusively(target: string): Promise<boolean> {
  try {
    await writeFile(target, starter, { flag: 'wx', flush: true })
    return true
  } catch (error) {
    const { code: errno = 'EIO', message } = error as NodeJS.ErrnoException
    if (errno === 'EEXIST') return false
    if (errno === 'ENOSPC') await rm(target, { force: true })
    const remedy = 'Choose a folder that you may write to, with some space.'
    throw hydraError(
      '6002',
      { action: 'write', path: file, reason: message, errno, remedy },
      { where: { path: file }, cause: error },
    )
  }
}

export const run: Run = async (context) => {
  const target = join(context.cwd, file)
  if (isGiven(context.parsed, 'force')) await writeFileAtomic(target, starter)
  else if (!(await createExclusively(target))) {
    throw hydraError('6005', { path: file, remedy: 'Add --force to replace it.' }, { where: { path: file } })
  }
  const next = 'npx hydra-profiler pipeline --smoke'
  print(context, { file, next }, () => [`wrote ${file}; now run: ${next}`])
  return exits.ok
}
