/** Types for a configuration file, nothing more. */
import type { Config } from './types.ts'

/**
 * Gives a configuration as it is, with its types checked by the editor.
 *
 * @example
 * ```ts
 * export default defineConfig({ heads: { slow: () => 1, fast: () => 1 } })
 * ```
 * @since 0.1.0
 */
export const defineConfig = <T extends Config>(config: T): T => config
