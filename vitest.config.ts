import { defineConfig } from 'vitest/config'

const shared = {
  include: ['test/**/*.test.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
  pool: 'forks' as const,
  globalSetup: 'test/support/isolate-bundle.ts',
}
const project = (engine: 'native' | 'reference', exclude: string[]) => ({
  test: { ...shared, name: engine, exclude, env: { HYDRA_ENGINE: engine } },
})

/** One project an engine; what starts whole clones, packages or both engines by itself runs once, under the native one. */
const once = ['test/e2e/**', 'test/parity/**', 'test/docs/**', 'test/layers/**']
const all = { native: project('native', []), reference: project('reference', once) }
const wanted =
  process.env['HYDRA_ENGINE'] === 'reference' ? [project('reference', ['test/parity/**'])] : [all.native, all.reference]

export default defineConfig({ test: { projects: wanted } })
