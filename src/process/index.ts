/** The process room: commands, run without a shell and ended as a group. */
export { runToEnd } from './run.ts'
export { spawnCommand } from './spawn.ts'
export { splitWords } from './words.ts'
export type { CommandRequest, CommandResult } from './types.ts'
