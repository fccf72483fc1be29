import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { index: 'src/index.ts', stats: 'src/stats.ts', cli: 'src/cli/main.ts' },
  outDir: process.env['HYDRA_DIST'] ?? 'dist',
  format: ['esm', 'cjs'],
  target: 'node20',
  splitting: true,
  shims: true,
  sourcemap: true,
  external: [/\.node$/],
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
})
