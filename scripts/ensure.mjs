#!/usr/bin/env node
// From a bare clone to a running program: installs and builds what is missing, then runs what was asked for.
// Usage: node scripts/ensure.mjs start|test|build|native|ready [-- words for the program]
// Only node: modules, so that it works before anything is installed. Stdout belongs to the program; talk goes to stderr.
import { argv, env, exit } from 'node:process'
import { chdirToRoot, say } from './ensure/talk.mjs'
import { withLock } from './ensure/lock.mjs'
import { installPackages } from './ensure/packages.mjs'
import { buildAddon } from './ensure/addon.mjs'
import { buildDist } from './ensure/dist.mjs'
import { runStart } from './ensure/start.mjs'
import { runTests } from './ensure/tests.mjs'

/** @returns {Promise<'native' | 'reference'>} the engine this machine can run */
async function prepare() {
  return withLock('.hydra/build.lock', async () => {
    const [installed, engine] = await Promise.allSettled([installPackages(), buildAddon()])
    for (const step of [installed, engine]) if (step.status === 'rejected') throw step.reason
    await buildDist()
    return engine.value
  })
}

const tasks = { start: runStart, test: runTests, build: async () => 0, ready: async () => 0, native: async () => 0 }

async function main([task = '', ...rest]) {
  if (!Object.hasOwn(tasks, task)) {
    say(`usage: node scripts/ensure.mjs ${Object.keys(tasks).join(' | ')} [-- words for the program]`)
    return 2
  }
  chdirToRoot()
  if (task === 'native') return (await buildAddon()) === 'native' ? 0 : 3
  const engine = await prepare()
  if (engine === 'reference') env.HYDRA_ENGINE = 'reference'
  return tasks[task](rest[0] === '--' ? rest.slice(1) : rest)
}

try {
  exit(await main(argv.slice(2)))
} catch (error) {
  say(error.message)
  exit(error.exitCode ?? 3)
}
