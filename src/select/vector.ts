/**
 * The probabilities of a pick, and the draw from them.
 * In: what a policy says: shares of heads, or a list of winners; how much is spread evenly over the heads that are in. Out: one head a draw.
 * p = even / heads in + (1 - even) * share. What is reported is what is drawn from. Beside it heads can have a share of their own: `pin` takes
 * it before the others, an incumbent has what the others together may not have.
 * Shares lie in an alias table (Walker 1977, built as Vose 1991), winners in a list; a draw costs the same for two heads and for thousands.
 */
import type { Random } from '../reference/random/sfc32.ts'

const twoTo32 = 4294967296
/** Above so many heads one draw of 32 bits is too coarse for slot and fraction. */
const fewHeads = 1000

export interface VectorState {
  readonly shares?: readonly number[]
  readonly winners?: readonly number[]
}

export class Vector {
  /** Of each head, with the even part, before pins; 0 for one that is out. */
  readonly #plain: Float64Array
  /** Heads that are in, in their order. */
  readonly within: Int32Array
  #size: number
  #even = 0
  /** Draws below this are spread evenly. */
  #cut = 0
  #scale = 0
  #slots = 0
  #hasFractions = false
  /** How many winners the last call named; -1 after shares. */
  #winners = -1
  readonly #first: Int32Array
  readonly #second: Int32Array
  readonly #accept: Float64Array
  readonly #stack: Int32Array
  /** Shares as they were told. */
  readonly #told: Float64Array
  readonly #isIn: Uint8Array
  #pins: readonly (readonly [head: number, share: number])[] = []
  #pinned = 0
  #isSpecial = false
  #incumbent = -1
  #mostOfOthers = 1

  /** @param heads - how many there are, all in. @param slots - most winners a policy names */
  constructor(heads: number, slots = heads) {
    const room = Math.max(heads, slots)
    this.#size = heads
    this.within = Int32Array.from({ length: heads }, (_, head) => head)
    this.#plain = new Float64Array(heads).fill(1 / heads)
    this.#first = new Int32Array(room)
    this.#second = new Int32Array(heads)
    this.#accept = new Float64Array(heads)
    this.#stack = new Int32Array(heads)
    this.#told = new Float64Array(heads)
    this.#isIn = new Uint8Array(heads).fill(1)
    this.setShares(new Float64Array(heads).fill(1 / heads))
  }

  /** How many heads are in. */
  get size(): number {
    return this.#size
  }

  isWithin(head: number): boolean {
    return this.#isIn[head] === 1
  }

  /** How much is spread evenly over the heads that are in, 0 to 1. The shares are to be set after it. */
  setEven(even: number): void {
    this.#even = even
    this.#cut = even * twoTo32
  }

  /** Which heads are in. The shares are to be set after it. */
  setWithin(isIn: (head: number) => boolean): void {
    this.#size = 0
    for (let head = 0; head < this.#plain.length; head += 1) {
      const isThere = isIn(head)
      this.#isIn[head] = Number(isThere)
      if (!isThere) continue
      this.within[this.#size] = head
      this.#size += 1
    }
    this.#winners = -1
    if (this.#size === 0) this.#plain.fill(0)
  }

  /** Shares that heads have whatever the policy says; they are not among those within. */
  setPins(pins: readonly (readonly [head: number, share: number])[]): void {
    this.#pins = pins
    this.#pinned = pins.reduce((sum, [, share]) => sum + share, 0)
    this.#isSpecial = this.#pinned > 0 || this.#incumbent >= 0
  }

  /** All other heads together get at most this share; -1: there is no incumbent. */
  setIncumbent(head: number, mostOfOthers: number): void {
    this.#incumbent = head
    this.#mostOfOthers = mostOfOthers
    this.#isSpecial = this.#pinned > 0 || head >= 0
  }

  /** What the policy said last, for a snapshot. */
  save(): VectorState {
    return this.#hasFractions ? { shares: [...this.#told] } : { winners: [...this.#first.subarray(0, this.#slots)] }
  }

  /** After the heads that are in, and the even part, are as they were. */
  load({ shares, winners }: VectorState): void {
    if (shares !== undefined) this.setShares(Float64Array.from(shares))
    else if (winners !== undefined && winners.length > 0) this.setWinners(winners, winners.length)
  }

  /** With which a head is drawn. */
  probabilityOf(head: number): number {
    const plain = this.#plain[head]!
    if (!this.#isSpecial) return plain
    let own = 0
    for (const [pinned, share] of this.#pins) if (pinned === head) own += share
    if (this.#isPinnedOnly) return own / this.#pinned
    const rest = 1 - this.#pinned
    const part = this.#partOfPolicy
    return own + rest * (part * plain + (head === this.#incumbent ? 1 - part : 0))
  }

  /** No other head is in: those that are pinned share all picks. */
  get #isPinnedOnly(): boolean {
    return this.#size === 0 && this.#pinned > 0
  }

  /** How much the policy decides, where an incumbent has the rest. */
  get #partOfPolicy(): number {
    if (this.#incumbent < 0 || !this.isWithin(this.#incumbent)) return 1
    const others = 1 - this.#plain[this.#incumbent]!
    return others > this.#mostOfOthers ? this.#mostOfOthers / others : 1
  }

  /** Each of the first `count` winners has the same share; one may stand there many times. */
  setWinners(winners: ArrayLike<number>, count: number): void {
    this.#begin(count, false)
    this.#winners = count
    const step = (1 - this.#even) / count
    for (let i = 0; i < count; i += 1) {
      const head = winners[i]!
      this.#first[i] = head
      this.#plain[head]! += step
    }
  }

  /** Shares by head, of heads that are in; they sum to 1. */
  setShares(shares: Float64Array): void {
    const { within } = this
    const probabilities = this.#plain
    const n = this.#size
    this.#told.set(shares)
    this.#begin(n, true)
    for (let i = 0; i < n; i += 1) {
      const share = shares[within[i]!]!
      this.#accept[i] = share * n
      probabilities[within[i]!]! += (1 - this.#even) * share
    }
    this.#pair(n)
  }

  #begin(slots: number, hasFractions: boolean): void {
    this.#slots = slots
    this.#hasFractions = hasFractions
    this.#scale = slots / (twoTo32 - this.#cut)
    this.#level()
    this.#winners = -1
  }

  /** Every head that is in has its even part; after winners, only those have more. */
  #level(): void {
    const { within } = this
    const probabilities = this.#plain
    const each = this.#size === 0 ? 0 : this.#even / this.#size
    if (this.#winners >= 0) {
      for (let i = 0; i < this.#winners; i += 1) probabilities[this.#first[i]!] = each
      return
    }
    if (this.#size < probabilities.length) probabilities.fill(0)
    for (let i = 0; i < this.#size; i += 1) probabilities[within[i]!] = each
  }

  /** Slots with too little are filled up by those with too much. */
  #pair(n: number): void {
    const accept = this.#accept
    const stack = this.#stack
    let [low, high] = [0, n]
    for (let slot = 0; slot < n; slot += 1) {
      this.#first[slot] = this.#second[slot] = this.within[slot]!
      if (accept[slot]! < 1) stack[low++] = slot
      else stack[--high] = slot
    }
    while (low > 0 && high < n) {
      const poor = stack[--low]!
      const rich = stack[high]!
      this.#second[poor] = this.within[rich]!
      accept[rich]! -= 1 - accept[poor]!
      if (accept[rich]! >= 1) continue
      high += 1
      stack[low++] = rich
    }
    // What rounding left over fills its own slot.
    while (low > 0) accept[stack[--low]!] = 1
    while (high < n) accept[stack[high++]!] = 1
  }

  /** One head. */
  draw(random: Random): number {
    if (this.#isSpecial) {
      const special = this.#special(random)
      if (special >= 0) return special
    }
    const bits = random.next()
    if (bits < this.#cut || this.#slots > fewHeads) return this.#drawRarely(bits, random)
    const place = (bits - this.#cut) * this.#scale
    const slot = place | 0
    if (!this.#hasFractions) return this.#first[slot]!
    return place - slot < this.#accept[slot]! ? this.#first[slot]! : this.#second[slot]!
  }

  /** A pinned head or the incumbent; -1 for neither. */
  #special(random: Random): number {
    let u = (random.next() / twoTo32) * (this.#isPinnedOnly ? this.#pinned : 1)
    for (const [head, share] of this.#pins) {
      if (u < share) return head
      u -= share
    }
    if (this.#incumbent < 0) return -1
    return u < (1 - this.#pinned) * (1 - this.#partOfPolicy) ? this.#incumbent : -1
  }

  /** From the even part, or with two draws where there are many heads. */
  #drawRarely(bits: number, random: Random): number {
    if (bits < this.#cut) {
      const n = this.#size
      return this.within[n > fewHeads ? random.below(n) : ((bits / this.#cut) * n) | 0]!
    }
    const slot = random.below(this.#slots)
    if (!this.#hasFractions) return this.#first[slot]!
    return random.next() / twoTo32 < this.#accept[slot]! ? this.#first[slot]! : this.#second[slot]!
  }
}
