/**
 * What is known of each head: how many observations, the sum of their rewards, the sum of their squares.
 * Columns by head. Totals, which policies read, are what was known before (a study, other processes) and what was observed here.
 * Own figures fade after a restart: they halve every so many picks (`halfLife`), so that a head that fell is tried again now and then.
 */
import { exp } from '../reference/math/index.ts'

const ln2 = 0.6931471805599453

export interface Column {
  readonly n: Float64Array
  readonly s: Float64Array
  readonly s2: Float64Array
}

export const columnOf = (heads: number): Column => ({
  n: new Float64Array(heads),
  s: new Float64Array(heads),
  s2: new Float64Array(heads),
})

/** What another process knows of a head, as it told it last. */
export interface Part {
  readonly epoch: number
  readonly version: number
  readonly n: number
  readonly s: number
  readonly s2: number
}

/** Of an origin: parts by head, and when it was seen last (wall clock, ms). */
export interface Origin {
  readonly seenAt: number
  readonly parts: readonly (Part | undefined)[]
}

export class Evidence {
  /** Observations, rewards and squared rewards, of everything that is known. */
  readonly all: Column
  /** Observed here. */
  readonly own: Column
  /** Known from elsewhere, summed before what is own: what was known at first, and what other processes tell, in the order of their names. */
  readonly base: Column
  /** Known at first: a study, or all contexts. Gone after a restart. */
  readonly prior: Column
  readonly origins = new Map<string, Origin>()
  /** Restarts of each head. */
  readonly epochs: Uint32Array
  /** Changes of what is own of each head, ever. */
  readonly versions: Float64Array
  /** Observations here, ever. */
  steps = 0
  /** Observations in `all`. */
  total = 0
  readonly #halfLife: number
  /** Step at which a head that fades was last looked at; -1 for one that does not fade. */
  readonly #fadedAt: Float64Array
  /** Step at which a head began anew; -1 for one that has not. */
  readonly #begunAt: Float64Array
  #fading = 0

  constructor(heads: number, halfLife: number) {
    this.all = columnOf(heads)
    this.own = columnOf(heads)
    this.base = columnOf(heads)
    this.prior = columnOf(heads)
    this.versions = new Float64Array(heads)
    this.epochs = new Uint32Array(heads)
    this.#fadedAt = new Float64Array(heads).fill(-1)
    this.#begunAt = new Float64Array(heads).fill(-1)
    this.#halfLife = halfLife
  }

  get heads(): number {
    return this.epochs.length
  }

  /** Mean reward; 0 for a head without observations. */
  mean(head: number): number {
    const n = this.all.n[head]!
    return n > 0 ? this.all.s[head]! / n : 0
  }

  /** One observation more. */
  add(head: number, reward: number): void {
    this.steps += 1
    if (this.#fadedAt[head]! >= 0) this.#fade(head)
    this.put(head, reward)
  }

  /** Into the figures, without counting a step. */
  put(head: number, reward: number): void {
    const { own } = this
    own.n[head]! += 1
    own.s[head]! += reward
    own.s2[head]! += reward * reward
    this.versions[head]! += 1
    this.settle(head)
  }

  /** An observation turns out to be worth more, or less. */
  correct(head: number, sum: number, squares: number): void {
    const { own } = this
    own.s[head]! += sum
    own.s2[head]! += squares
    this.versions[head]! += 1
    this.settle(head)
  }

  /** How much an observation of a head still counts: 0 after a restart, less where it fades. */
  weightOf(head: number, step: number): number {
    if (this.#begunAt[head]! >= step) return 0
    const passed = this.#fadedAt[head]! - step
    return passed > 0 ? exp((-ln2 * passed) / this.#halfLife) : 1
  }

  /** Takes an old one out, exactly as it came in. */
  take(head: number, reward: number): void {
    const { own } = this
    const n = own.n[head]! - 1
    const isEmpty = n < 0.5
    own.n[head] = isEmpty ? 0 : n
    own.s[head] = isEmpty ? 0 : own.s[head]! - reward
    own.s2[head] = isEmpty ? 0 : own.s2[head]! - reward * reward
    this.settle(head)
  }

  /** Everything that was observed here counts for less. */
  scale(factor: number): void {
    for (let head = 0; head < this.heads; head += 1) this.#multiply(head, factor)
  }

  /** Own figures begin anew, with what was seen since the change; what is known from elsewhere is of another time. */
  restart(head: number, n: number, s: number, s2: number): void {
    this.#begin(head, this.epochs[head]! + 1)
    const { own } = this
    ;[own.n[head], own.s[head], own.s2[head]] = [n, s, s2]
    this.rebase(head)
  }

  #begin(head: number, epoch: number): void {
    const { own } = this
    this.epochs[head] = epoch
    this.versions[head]! += 1
    own.n[head] = own.s[head] = own.s2[head] = 0
    if (this.#fadedAt[head]! < 0) this.#fading += 1
    this.#fadedAt[head] = this.steps
    this.#begunAt[head] = this.steps
  }

  /** Sums anew what is known from elsewhere of a head: parts of its newest epoch, in the order of origins. */
  rebase(head: number): void {
    let newest = this.epochs[head]!
    for (const { parts } of this.origins.values()) newest = Math.max(newest, parts[head]?.epoch ?? 0)
    // Another process has seen a change: what is own is of another time.
    if (newest > this.epochs[head]!) this.#begin(head, newest)
    const { base, prior } = this
    const isFirst = newest === 0
    let [n, s, s2] = isFirst ? [prior.n[head]!, prior.s[head]!, prior.s2[head]!] : [0, 0, 0]
    for (const name of [...this.origins.keys()].sort()) {
      const part = this.origins.get(name)!.parts[head]
      if (part?.epoch !== newest) continue
      n += part.n
      s += part.s
      s2 += part.s2
    }
    ;[base.n[head], base.s[head], base.s2[head]] = [n, s, s2]
    this.settle(head)
  }

  rebaseAll(): void {
    for (let head = 0; head < this.heads; head += 1) this.rebase(head)
  }

  /** Forgets what was observed here; steps go on. */
  clear(): void {
    const { own } = this
    for (let head = 0; head < this.heads; head += 1) {
      own.n[head] = own.s[head] = own.s2[head] = 0
      this.settle(head)
    }
  }

  /** Lets every head that fades fade up to now. */
  fade(): void {
    if (this.#fading === 0) return
    for (let head = 0; head < this.heads; head += 1) if (this.#fadedAt[head]! >= 0) this.#fade(head)
  }

  #fade(head: number): void {
    const passed = this.steps - this.#fadedAt[head]!
    if (passed === 0) return
    this.#fadedAt[head] = this.steps
    this.#multiply(head, exp((-ln2 * passed) / this.#halfLife))
  }

  #multiply(head: number, factor: number): void {
    const { own } = this
    own.n[head]! *= factor
    own.s[head]! *= factor
    own.s2[head]! *= factor
    this.settle(head)
  }

  /** The totals of a head from its parts. */
  settle(head: number): void {
    const { all, own, base } = this
    const n = base.n[head]! + own.n[head]!
    this.total += n - all.n[head]!
    all.n[head] = n
    all.s[head] = base.s[head]! + own.s[head]!
    all.s2[head] = base.s2[head]! + own.s2[head]!
  }

  /** What a head has shown here, for other processes. */
  partOf(head: number): Part {
    const { own, epochs, versions } = this
    return { epoch: epochs[head]!, version: versions[head]!, n: own.n[head]!, s: own.s[head]!, s2: own.s2[head]! }
  }

  /** For a snapshot: what cannot be made from the parts. */
  save(): EvidenceState {
    const { prior, steps, total } = this
    return { steps, total, fadedAt: [...this.#fadedAt], prior: [[...prior.n], [...prior.s], [...prior.s2]] }
  }

  /** @param parts - own ones, by head */
  load({ steps, total, fadedAt, prior }: EvidenceState, parts: readonly Part[]): void {
    this.steps = steps
    this.#fadedAt.set(fadedAt)
    this.#fading = fadedAt.filter((step) => step >= 0).length
    ;[this.prior.n, this.prior.s, this.prior.s2].forEach((column, i) => column.set(prior[i]!))
    parts.forEach(({ epoch, version, n, s, s2 }, head) => {
      this.epochs[head] = epoch
      this.versions[head] = version
      ;[this.own.n[head], this.own.s[head], this.own.s2[head]] = [n, s, s2]
    })
    this.rebaseAll()
    this.total = total
  }
}

export interface EvidenceState {
  readonly steps: number
  readonly total: number
  readonly fadedAt: readonly number[]
  readonly prior: readonly (readonly number[])[]
}
