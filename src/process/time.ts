/** The timer of this process, for rooms that have no effects of their own. */

export type Timer = ReturnType<typeof setTimeout>

/** The longest that a timer can wait; longer ones would ring at once. */
const longestMs = 2 ** 31 - 1

/** Calls once, after a while; does not keep the process alive. */
export function after<T>(ms: number, call: (argument: T) => void, argument: T): Timer {
  const timer = setTimeout(call, Math.min(Math.max(0, ms), longestMs), argument)
  // Where timers are numbers (browsers) there is nothing to let go of.
  ;(timer as { unref?: () => void }).unref?.()
  return timer
}

export const cancel = (timer: Timer | undefined): void => clearTimeout(timer)
