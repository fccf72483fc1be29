/**
 * Before all tests: bundles what isolates begin with, from the source as it is now, into .hydra/ (which is not in git).
 * A thread or a process that Node starts reads JavaScript; through this file tests never run an older build.
 */
import { resolve } from 'node:path'
import { build } from 'esbuild'

const outfile = resolve(`.hydra/isolate-${process.pid}.mjs`)

export async function setup(): Promise<void> {
  const entryPoints = [resolve('src/measure/isolate/child.ts')]
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external', logLevel: 'error' }) // prettier-ignore
  process.env['HYDRA_ISOLATE_PATH'] = outfile
}

export async function teardown(): Promise<void> {
  const { rm } = await import('node:fs/promises')
  await rm(outfile, { force: true })
}
