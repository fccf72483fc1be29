import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    stats: 'src/stats.ts',
    selector: 'src/selector.ts',
    formula: 'src/formula.ts',
    bench: 'src/bench.ts',
    'bench-vitest': 'src/bench-vitest.ts',
    cli: 'src/cli/main.ts',
    isolate: 'src/measure/isolate/child.ts',
  },
  outDir: process.env['HYDRA_DIST'] ?? 'dist',
  format: ['esm', 'cjs'],
  target: 'node20',
  splitting: true,
  shims: true,
  sourcemap: true,
  // Names and lines are enough for a stack; the texts are a third of the package.
  esbuildOptions: (options) => void (options.sourcesContent = false),
  external: [/\.node$/, 'vitest'],
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
})
