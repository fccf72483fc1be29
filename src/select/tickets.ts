/**
 * Tickets: which picks are under way, and what became of the last 65 536.
 * A ticket is a whole number that counts picks, from a base that tells selectors apart; its slot is its count modulo the length of the ring.
 * A slot that is needed again forgets. The ring begins small and grows while calls are under way in the slots it needs, so that a selector of
 * few calls at a time stays small. Figures of a slot lie beside each other: a pick writes two lines of memory, not six.
 */
const most = 65_536
const first = 256
/** Bases lie below this, so that tickets are small numbers for a long time: they cost nothing to keep. */
const mostBase = 2 ** 29

/** Of a slot. */
export const states = { free: 0, pending: 1, observed: 2, rated: 3, late: 4 } as const

/**
 * Places of a slot: four whole numbers (count, head, state, learner) and four figures (time, probability, reward, none).
 * Stand as numerals below, which keeps the readers so short that the compiler puts them in wherever they are called.
 */
const width = 4

export class Tickets {
  /** Count of the next ticket. */
  next = 1
  readonly base: number
  readonly #lost: (head: number) => void
  /** Of the ring: its size less one. */
  #mask = first - 1
  #whole = new Int32Array(width * first)
  #figures = new Float64Array(width * first)

  /** @param origin - a whole number that differs from selector to selector. @param lost - told of the head of a call that is forgotten under way */
  constructor(origin: number, lost: (head: number) => void) {
    this.#lost = lost
    this.base = origin % mostBase
  }

  /** Of the ring. */
  get size(): number {
    return this.#mask + 1
  }

  /** Enters a pick and gives it a number. */
  issue(head: number, probability: number, learner: number, at: number): number {
    const count = this.next
    this.next = count + 1
    let place = 4 * (count & this.#mask)
    if (this.#whole[place + 2] === 1) place = this.#makeRoom(count)
    const whole = this.#whole
    const figures = this.#figures
    whole[place] = count
    whole[place + 1] = head
    whole[place + 2] = 1 // pending
    whole[place + 3] = learner
    figures[place] = at
    figures[place + 1] = probability
    return this.base + count
  }

  /** Where a ticket lies; -1 when it is none of those remembered. */
  slotOf(ticket: unknown): number {
    return typeof ticket === 'number' ? this.slotAt(ticket - this.base) : -1
  }

  /** Where the ticket of a count lies. */
  slotAt(count: number): number {
    if (!(count >= 1 && count < this.next)) return -1
    const slot = count & this.#mask
    return this.#whole[4 * slot] === (count | 0) ? slot : -1
  }

  /** The count of the pick in a slot; exact below 2^31, then of its lower 32 bits. */
  countOf(slot: number): number {
    return this.#whole[4 * slot]!
  }

  headOf(slot: number): number {
    return this.#whole[4 * slot + 1]!
  }

  stateOf(slot: number): number {
    return this.#whole[4 * slot + 2]!
  }

  /** Which learner it belongs to. */
  learnerOf(slot: number): number {
    return this.#whole[4 * slot + 3]!
  }

  /** When it was picked, by the selector's clock. */
  timeOf(slot: number): number {
    return this.#figures[4 * slot]!
  }

  probabilityOf(slot: number): number {
    return this.#figures[4 * slot + 1]!
  }

  rewardOf(slot: number): number {
    return this.#figures[4 * slot + 2]!
  }

  setState(slot: number, state: number): void {
    this.#whole[4 * slot + 2] = state
  }

  setReward(slot: number, reward: number): void {
    this.#figures[4 * slot + 2] = reward
  }

  /** Counts of calls that are under way, the oldest first. */
  pending(): number[] {
    const counts: number[] = []
    for (let count = Math.max(1, this.next - this.size); count < this.next; count += 1) {
      const slot = this.slotAt(count)
      if (slot >= 0 && this.stateOf(slot) === states.pending) counts.push(count)
    }
    return counts
  }

  /** Goes on counting from here. */
  startAt(count: number): void {
    this.next = count
  }

  /** Enters a pick of earlier again, under its own count. */
  enter(count: number, head: number, probability: number, learner: number, at: number): void {
    const next = this.next
    this.next = count
    this.issue(head, probability, learner, at)
    this.next = next
  }

  /** For a count whose slot is taken by a call under way: the ring grows, or that call is forgotten. @returns where its slot lies then */
  #makeRoom(count: number): number {
    if (this.#mask < most - 1) this.#grow()
    const place = 4 * (count & this.#mask)
    if (this.#whole[place + 2] === 1) this.#lost(this.#whole[place + 1]!)
    return place
  }

  #grow(): void {
    const [size, whole, figures] = [this.size, this.#whole, this.#figures]
    this.#mask = 4 * size - 1
    this.#whole = new Int32Array(width * this.size)
    this.#figures = new Float64Array(width * this.size)
    for (let from = 0; from < width * size; from += width) {
      if (whole[from + 2] === states.free) continue
      const to = width * (whole[from]! & this.#mask)
      this.#whole.set(whole.subarray(from, from + width), to)
      this.#figures.set(figures.subarray(from, from + width), to)
    }
  }
}
