// npm packages: `npm ci` when the lock file, Node's major version or the platform differ from the last time.
import { basename } from 'node:path'
import { arch, env, execPath, platform, versions } from 'node:process'
import { contentHash, readStamp, writeStamp } from './stamp.mjs'
import { lastLines, runQuiet } from './run.mjs'
import { SetupError } from './talk.mjs'

const stampFile = 'node_modules/.hydra-stamp'

/** Under pnpm, Yarn and Bun npm_execpath is theirs, and `ci` means something else there. */
function npm() {
  const path = env.npm_execpath
  if (path !== undefined && basename(path) === 'npm-cli.js') return { command: execPath, first: [path], shell: false }
  return { command: 'npm', first: [], shell: platform === 'win32' }
}

/** NODE_ENV=production would leave the build tools out; npm's own variables of the outer run must not steer the inner one. */
export async function installPackages() {
  const stamp = contentHash(['package.json', 'package-lock.json'], [versions.node.split('.')[0], platform, arch])
  if (readStamp(stampFile) === stamp) return
  const { command, first, shell } = npm()
  const args = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
  const { code, output } = await runQuiet('installing packages (npm ci)', command, args, {
    shell,
    env: { ...env, NODE_ENV: 'development' },
  })
  if (code !== 0)
    throw new SetupError(`npm ci failed with code ${code}; is a package registry reachable?\n${lastLines(output, 8)}`)
  writeStamp(stampFile, stamp)
}
