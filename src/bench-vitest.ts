/** The sub-path `hydra-profiler/bench/vitest`: a runner for vitest, which asks for a default export. A list of exports. */
export { HydraRunner as default } from './shapes/vitest/runner.ts'
