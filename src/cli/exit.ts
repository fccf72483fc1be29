/** The exit codes of DESIGN section 6, by name. */
export const exits = { ok: 0, worse: 1, usage: 2, environment: 3, headWithoutSuccess: 4, blocked: 5, bug: 70 } as const
