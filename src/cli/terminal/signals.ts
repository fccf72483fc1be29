/**
 * SIGINT and SIGTERM: the first aborts the work so that what is finished can be saved, a second one leaves at once.
 * Out: an AbortSignal and the exit code, 128 + the number of the signal. The library never touches signals; only the command does.
 */

const numbers = { SIGINT: 2, SIGTERM: 15 } as const
export type StopSignal = keyof typeof numbers

export interface Interrupt {
  readonly signal: AbortSignal
  /** 130 or 143 once a signal came, else undefined. */
  readonly exitCode: () => number | undefined
}

/**
 * @param onFirst - told which signal came
 * @param exit - ends the process, for a second signal
 */
export function catchSignals(onFirst: (name: StopSignal) => void, exit: (code: number) => never): Interrupt {
  const controller = new AbortController()
  let code: number | undefined
  const stop = (name: StopSignal): void => {
    if (code !== undefined) exit(128 + numbers[name])
    code = 128 + numbers[name]
    controller.abort(new Error(`stopped by ${name}`))
    onFirst(name)
  }
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop(name))
  return { signal: controller.signal, exitCode: () => code }
}
