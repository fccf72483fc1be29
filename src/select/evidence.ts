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

export class Evidence {
  /** Observations, rewards and squared rewards, of everything that is known. */
  readonly all: Column
  /** Observed here. */
  readonly own: Column
  /** Known from elsewhere, summed before what is own. */
  readonly base: Column
  /** Restarts of each head. */
  readonly epochs: Uint32Array
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
    this.settle(head)
  }

  /** An observation turns out to be worth more, or less. */
  correct(head: number, sum: number, squares: number): void {
    const { own } = this
    own.s[head]! += sum
    own.s2[head]! += squares
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
    const { own, base } = this
    this.epochs[head]! += 1
    ;[own.n[head], own.s[head], own.s2[head]] = [n, s, s2]
    base.n[head] = base.s[head] = base.s2[head] = 0
    if (this.#fadedAt[head]! < 0) this.#fading += 1
    this.#fadedAt[head] = this.steps
    this.#begunAt[head] = this.steps
    this.settle(head)
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

  /** When each head was last looked at, for a snapshot. */
  get fadedAt(): readonly number[] {
    return [...this.#fadedAt]
  }

  set fadedAt(steps: readonly number[]) {
    this.#fadedAt.set(steps)
    this.#fading = steps.filter((step) => step >= 0).length
  }
}
