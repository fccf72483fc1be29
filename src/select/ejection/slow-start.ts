/** The share of a head that came back grows over a while: max(minShare, (elapsed / windowMs)^(1 / aggression)) of what it would have. */
import { pow } from '../../reference/math/index.ts'

export interface SlowStart {
  readonly windowMs: number
  readonly minShare: number
  readonly aggression: number
}

/** From 0 to 1. @param elapsed - ms since the head came back */
export function growth({ windowMs, minShare, aggression }: SlowStart, elapsed: number): number {
  if (elapsed >= windowMs) return 1
  const grown = pow(elapsed / windowMs, 1 / aggression)
  return grown > minShare ? grown : minShare
}
