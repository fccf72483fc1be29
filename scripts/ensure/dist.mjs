// dist/: built aside and swapped, so that a running process never sees half of it.
import { existsSync, renameSync, rmSync } from 'node:fs'
import { env, execPath, pid } from 'node:process'
import { contentHash, readStamp, writeStamp } from './stamp.mjs'
import { lastLines, runQuiet } from './run.mjs'
import { SetupError } from './talk.mjs'

const sources = ['src', 'errors/catalog.json', 'tsup.config.ts', 'tsconfig.json', 'package.json']
const stampFile = '.hydra/dist.stamp'

function swap(fresh) {
  const old = `.hydra/dist-old-${pid}`
  if (existsSync('dist')) renameSync('dist', old)
  renameSync(fresh, 'dist')
  rmSync(old, { recursive: true, force: true })
}

export async function buildDist() {
  const stamp = contentHash(sources)
  if (readStamp(stampFile) === stamp && existsSync('dist/cli.js')) return
  const fresh = `.hydra/dist-${pid}`
  rmSync(fresh, { recursive: true, force: true })
  const options = { env: { ...env, HYDRA_DIST: fresh, NODE_ENV: 'development' } }
  const { code, output } = await runQuiet(
    'building TypeScript (tsup)',
    execPath,
    ['node_modules/tsup/dist/cli-default.js', '--silent'],
    options,
  )
  if (code !== 0) throw new SetupError(`tsup failed with code ${code}\n${lastLines(output, 20)}`)
  swap(fresh)
  writeStamp(stampFile, stamp)
}
