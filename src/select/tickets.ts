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

/** Places of a slot: whole numbers, and figures. */
const width = 4
const [countAt, headAt, stateAt, learnerAt] = [0, 1, 2, 3]
/** Once a pick has been observed, its time gives way to which observation it was. */
const [timeAt, probabilityAt, rewardAt, durationAt] = [0, 1, 2, 3]
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
  #size = first
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
    return this.#size
  }

  /** Enters a pick and gives it a number. */
  issue(head: number, probability: number, learner: number, at: number): number {
    const count = this.next
    this.next = count + 1
    let place = width * (count & (this.#size - 1))
    if (this.#whole[place + stateAt] !== states.free && this.#makesRoom(place)) place = width * (count & (this.#size - 1))
    const whole = this.#whole
    const figures = this.#figures
    whole[place] = count
    whole[place + headAt] = head
    whole[place + stateAt] = states.pending
    whole[place + learnerAt] = learner
    figures[place] = at
    figures[place + probabilityAt] = probability
    return this.base + count
  }

  /** The slot is taken: by a pick that is needed, the ring grows; where it cannot, that pick is forgotten. */
  #makesRoom(place: number): boolean {
    // The same pick once more: entered again from a snapshot.
    if (this.#whole[place] === ((this.next - 1) | 0)) return false
    const state = this.#whole[place + stateAt]
    const isUnderWay = state === states.pending || state === states.flowing
    if (!isUnderWay && !this.keepsAll) return false
    if (this.#size < most) {
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
    const slot = count & (this.#size - 1)
    return this.#whole[width * slot] === (count | 0) ? slot : -1
  }

  /** The count of the pick in a slot; exact below 2^31, then of its lower 32 bits. */
  countOf(slot: number): number {
    return this.#whole[width * slot + countAt]!
  }

  headOf(slot: number): number {
    return this.#whole[width * slot + headAt]!
  }

  stateOf(slot: number): number {
    return this.#whole[width * slot + stateAt]!
  }

  /** Which learner it belongs to. */
  learnerOf(slot: number): number {
    return this.#whole[width * slot + learnerAt]!
  }

  /** When it was picked, by the selector's clock. */
  timeOf(slot: number): number {
    return this.#figures[width * slot + timeAt]!
  }

  probabilityOf(slot: number): number {
    return this.#figures[width * slot + probabilityAt]!
  }

  rewardOf(slot: number): number {
    return this.#figures[width * slot + rewardAt]!
  }

  setState(slot: number, state: number): void {
    this.#whole[width * slot + stateAt] = state
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
    for (let count = Math.max(1, this.next - this.#size); count < this.next; count += 1) {
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
    const [size, whole, figures, more] = [this.#size, this.#whole, this.#figures, this.#more]
    this.#size = size * 4
    this.#whole = new Int32Array(width * this.#size)
    this.#figures = new Float64Array(width * this.#size)
    if (more !== undefined) this.#more = new Float64Array(width * this.#size).fill(Number.NaN)
    for (let from = 0; from < width * size; from += width) {
      if (whole[from + stateAt] === states.free) continue
      const to = width * (whole[from]! & (this.#size - 1))
      this.#whole.set(whole.subarray(from, from + width), to)
      this.#figures.set(figures.subarray(from, from + width), to)
      if (more !== undefined) this.#more!.set(more.subarray(from, from + width), to)
    }
  }
}
