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
export const states = { free: 0, pending: 1, observed: 2, rated: 3, late: 4, flowing: 5, failed: 6, abandoned: 7 } as const

/**
 * Places of a slot: four whole numbers (count, head, state, learner) and four figures (time, probability, reward, none).
 * Stand as numerals below, which keeps the readers so short that the compiler puts them in wherever they are called.
 */
const width = 4
const [headAt, stateAt] = [1, 2]
/** Once a pick has been observed, its time gives way to which observation it was. */
const [timeAt, rewardAt, durationAt] = [0, 2, 3]
/** Of what few observations have; NaN for what is not told. */
const [costAt, qualityAt, firstAt, ownStepAt] = [0, 1, 2, 3]

/** Of an observation. */
export interface Figures {
  readonly durationMs?: number | undefined
  readonly firstMs?: number | undefined
  readonly cost?: number | undefined
  readonly quality?: number | undefined
}

export class Tickets {
  /** Count of the next ticket. */
  next = 1
  readonly base: number
  readonly #lost: (head: number) => void
  /** Observed picks are rated later: as many are remembered as there is room for. */
  keepsAll = false
  /** Of the ring: its size less one. */
  #mask = first - 1
  #whole = new Int32Array(width * first)
  #figures = new Float64Array(width * first)
  #more: Float64Array | undefined

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
    let place = width * (count & this.#mask)
    if (this.#whole[place + stateAt] !== states.free && this.#makesRoom(place)) place = width * (count & this.#mask)
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

  /** The slot is taken: by a pick that is needed, the ring grows; where it cannot, that pick is forgotten. */
  #makesRoom(place: number): boolean {
    // The same pick once more: entered again from a snapshot.
    if (this.#whole[place] === ((this.next - 1) | 0)) return false
    const state = this.#whole[place + stateAt]
    const isUnderWay = state === states.pending || state === states.flowing
    if (!isUnderWay && !this.keepsAll) return false
    if (this.#mask < most - 1) {
      this.#grow()
      return true
    }
    if (isUnderWay) this.#lost(this.#whole[place + headAt]!)
    return false
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

  /** Its stream has begun: it may take as long as it likes. */
  flows(ticket: number): void {
    const slot = this.slotOf(ticket)
    if (slot >= 0 && this.stateOf(slot) === states.pending) this.setState(slot, states.flowing)
  }

  /** What was observed, so that rate() can correct it. @param steps - which observation it was, of all and of its own context */
  setResult(slot: number, reward: number, told: Figures, step: number, ownStep: number): void {
    const { durationMs, cost, quality, firstMs } = told
    const figures = this.#figures
    const place = width * slot
    figures[place + timeAt] = step
    figures[place + rewardAt] = reward
    figures[place + durationAt] = durationMs ?? Number.NaN
    const isMore = this.#more !== undefined || cost !== undefined || quality !== undefined || firstMs !== undefined
    if (isMore || ownStep !== 0) this.#setMore(place, told, ownStep)
  }

  #setMore(place: number, { cost, quality, firstMs }: Figures, ownStep: number): void {
    const more = (this.#more ??= new Float64Array(this.#figures.length).fill(Number.NaN))
    more[place + costAt] = cost ?? Number.NaN
    more[place + qualityAt] = quality ?? Number.NaN
    more[place + firstAt] = firstMs ?? Number.NaN
    more[place + ownStepAt] = ownStep
  }

  /** What was observed; `cost` only where it was told. */
  resultOf(slot: number): Figures {
    const told = (value: number | undefined): number | undefined => (value === undefined || value !== value ? undefined : value)
    const place = width * slot
    const more = this.#more
    return {
      durationMs: told(this.#figures[place + durationAt]),
      cost: told(more?.[place + costAt]),
      quality: told(more?.[place + qualityAt]),
      firstMs: told(more?.[place + firstAt]),
    }
  }

  /** Which observation it was: of all, and of its own context. */
  stepsOf(slot: number): readonly [of: number, own: number] {
    return [this.#figures[width * slot + timeAt]!, this.#more?.[width * slot + ownStepAt] ?? 0]
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

  /** Heads stand in other places now; picks of those that are gone (-1) are forgotten. */
  renumber(placeOf: readonly number[]): void {
    const whole = this.#whole
    for (let place = 0; place < whole.length; place += width) {
      if (whole[place + stateAt] === states.free) continue
      const to = placeOf[whole[place + headAt]!] ?? -1
      if (to < 0) {
        whole.fill(0, place, place + width)
        this.#more?.fill(Number.NaN, place, place + width)
      } else whole[place + headAt] = to
    }
  }

  #grow(): void {
    const [size, whole, figures, more] = [this.size, this.#whole, this.#figures, this.#more]
    this.#mask = size * 4 - 1
    this.#whole = new Int32Array(width * this.size)
    this.#figures = new Float64Array(width * this.size)
    if (more !== undefined) this.#more = new Float64Array(width * this.size).fill(Number.NaN)
    for (let from = 0; from < width * size; from += width) {
      if (whole[from + 2] === states.free) continue
      const to = width * (whole[from]! & this.#mask)
      this.#whole.set(whole.subarray(from, from + width), to)
      this.#figures.set(figures.subarray(from, from + width), to)
      if (more !== undefined) this.#more!.set(more.subarray(from, from + width), to)
    }
  }
}
