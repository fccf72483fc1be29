/**
 * Tickets: which picks are under way, and what became of the last 65 536.
 * A ticket is a whole number that counts picks; its slot is the number modulo the length of the ring. A slot that is needed again forgets.
 * The ring begins small and grows while calls are under way in the slots it needs, so that a selector of few calls at a time stays small.
 */
const most = 65_536
const first = 256

/** Of a slot. */
export const states = { free: 0, pending: 1, observed: 2, rated: 3, late: 4 } as const

export class Tickets {
  /** Number of the next ticket. */
  next = 1
  size = first
  numbers = new Float64Array(first)
  heads = new Int32Array(first)
  state = new Uint8Array(first)
  /** When it was picked, by the selector's clock. */
  times = new Float64Array(first)
  probabilities = new Float64Array(first)
  /** Which learner it belongs to. */
  learners = new Int32Array(first)
  rewards = new Float64Array(first)

  /** Enters a pick and gives it a number. */
  issue(head: number, probability: number, learner: number, at: number): number {
    const ticket = this.next
    this.next += 1
    let slot = ticket % this.size
    if (this.state[slot] === states.pending && this.size < most) {
      this.#grow()
      slot = ticket % this.size
    }
    this.numbers[slot] = ticket
    this.heads[slot] = head
    this.state[slot] = states.pending
    this.times[slot] = at
    this.probabilities[slot] = probability
    this.learners[slot] = learner
    return ticket
  }

  /** Where a ticket lies; -1 when it is none of those remembered. */
  slotOf(ticket: unknown): number {
    if (typeof ticket !== 'number' || !Number.isSafeInteger(ticket) || ticket < 1) return -1
    const slot = ticket % this.size
    return this.numbers[slot] === ticket ? slot : -1
  }

  /** Slots of calls under way, the oldest first. */
  pending(): number[] {
    const slots: number[] = []
    for (let ticket = Math.max(1, this.next - this.size); ticket < this.next; ticket += 1) {
      const slot = this.slotOf(ticket)
      if (slot >= 0 && this.state[slot] === states.pending) slots.push(slot)
    }
    return slots
  }

  #grow(): void {
    const old = { ...this }
    const size = old.size * 4
    this.size = size
    this.numbers = new Float64Array(size)
    this.heads = new Int32Array(size)
    this.state = new Uint8Array(size)
    this.times = new Float64Array(size)
    this.probabilities = new Float64Array(size)
    this.learners = new Int32Array(size)
    this.rewards = new Float64Array(size)
    for (let slot = 0; slot < old.size; slot += 1) {
      const to = old.numbers[slot]! % size
      if (old.numbers[slot] === 0) continue
      this.numbers[to] = old.numbers[slot]!
      this.heads[to] = old.heads[slot]!
      this.state[to] = old.state[slot]!
      this.times[to] = old.times[slot]!
      this.probabilities[to] = old.probabilities[slot]!
      this.learners[to] = old.learners[slot]!
      this.rewards[to] = old.rewards[slot]!
    }
  }
}
