/**
 * Calls that have been under way for longer than `leaseMs` count as failures of their head, once; what they would teach is still taken later.
 * No timer: looked at when a pick finds that it is time. Tickets are issued in order, so the oldest is looked at first.
 */
import type { Core } from './core.ts'
import { states } from './tickets.ts'

export function sweep(core: Core, at: number): void {
  const { tickets, health, settings } = core
  const leaseMs = settings.ejection!.leaseMs
  const least = tickets.next - tickets.size
  if (core.oldest < least) core.oldest = least
  for (; core.oldest < tickets.next; core.oldest += 1) {
    const slot = tickets.slotAt(core.oldest)
    if (slot < 0 || tickets.stateOf(slot) !== states.pending) continue
    if (at - tickets.timeOf(slot) < leaseMs) break
    const head = tickets.headOf(slot)
    tickets.setState(slot, states.late)
    core.load.pending[head]! -= 1
    core.totals.late[head]! += 1
    health!.failed(head, tickets.base + core.oldest, `no answer for ${Math.round(leaseMs / 1000)} s`)
  }
  core.sweepAt = at + leaseMs / 8
}
