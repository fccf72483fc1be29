/**
 * `hydra init`: writes a commented hydra.config.mjs that runs as it is.
 * Never replaces a file unless --force is given: created exclusively, so that not even a race can. Fails: HYD-6005, HYD-6002.
 * Why a plain module without imports: it runs where the package is only fetched by npx.
 */
import { link, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { hydraError } from '../../errors/index.ts'
import { isGiven } from '../arguments/values.ts'
import type { Run } from '../context.ts'
import { exits } from '../exit.ts'
import { print } from '../output.ts'
import { starter } from './starter.ts'

const file = 'hydra.config.mjs'

const failed = (error: unknown): unknown => {
  const { code: errno = 'EIO', message } = error as NodeJS.ErrnoException
  if (errno === 'EEXIST') return hydraError('6005', { path: file, remedy: 'Add --force to replace it.' }, { where: { path: file }, cause: error })
  const remedy = 'Choose a folder that you may write to.'
  return hydraError('6002', { action: 'write', path: file, reason: message, errno, remedy }, { where: { path: file }, cause: error })
}

/** Whole or not at all: written beside, then given its name, which must be free unless it may be replaced. */
async function writeStarter(folder: string, replace: boolean): Promise<void> {
  const [target, temp] = [join(folder, file), join(folder, `.${file}.${process.pid}.tmp`)]
  try {
    const handle = await open(temp, 'wx')
    await handle.writeFile(starter).finally(() => handle.close())
    await (replace ? rename(temp, target) : link(temp, target))
  } finally {
    await rm(temp, { force: true })
  }
}

export const run: Run = async (context) => {
  await writeStarter(context.cwd, isGiven(context.parsed, 'force')).catch((error: unknown) => {
    throw failed(error)
  })
  const next = 'npx hydra-profiler pipeline --smoke'
  print(context, { file, next }, () => [`wrote ${file}; now run: ${next}`])
  return exits.ok
}
