/**
 * Tickets: which picks are under way, and what became of the last 65 536.
 * A ticket is a whole number that counts picks, from a base that tells selectors apart; its slot is its count modulo the length of the ring.
 * A slot that is needed again forgets.
 * The ring begins small and grows while calls are under way in the slots it needs, so that a selector of few calls at a time stays small.
 */
const most = 65_536
const first = 256
/** Bases are multiples of this: so many picks one selector can count. */
const stride = 2 ** 40
const mostBases = 4095

/** Of a slot. */
export const states = { free: 0, pending: 1, observed: 2, rated: 3, late: 4 } as const

export class Tickets {
  /** Count of the next ticket. */
  next = 1
  readonly base: number
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

  /** @param origin - a whole number that differs from selector to selector */
  constructor(origin: number) {
    this.base = (1 + (origin % mostBases)) * stride
  }

  /** Enters a pick and gives it a number. */
  issue(head: number, probability: number, learner: number, at: number): number {
    const count = this.next
    this.next = count + 1
    let slot = count & (this.size - 1)
    if (this.state[slot] === states.pending && this.size < most) {
      this.#grow()
      slot = count & (this.size - 1)
    }
    this.numbers[slot] = count
    this.heads[slot] = head
    this.state[slot] = states.pending
    this.times[slot] = at
    this.probabilities[slot] = probability
    this.learners[slot] = learner
    return this.base + count
  }

  /** Where a ticket lies; -1 when it is none of those remembered. */
  slotOf(ticket: unknown): number {
    if (typeof ticket !== 'number') return -1
    const count = ticket - this.base
    if (!(count >= 1 && count < this.next)) return -1
    const slot = count & (this.size - 1)
    return this.numbers[slot] === count ? slot : -1
  }

  /** Slots of calls under way, the oldest first. */
  pending(): number[] {
    const slots: number[] = []
    for (let count = Math.max(1, this.next - this.size); count < this.next; count += 1) {
      const slot = count & (this.size - 1)
      if (this.numbers[slot] === count && this.state[slot] === states.pending) slots.push(slot)
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
      const to = old.numbers[slot]! & (size - 1)
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
