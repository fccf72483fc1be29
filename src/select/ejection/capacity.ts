/**
 * What each head can take: calls under way, calls and tokens in a time (token buckets, which refill as time passes).
 * In: picks and tokens used, the time. Out: whether a head is full, and by which limit. Source: token bucket, Turner 1986.
 */
export interface CapacityLimits {
  readonly maxPending?: number
  readonly perSecond?: number
  readonly perMinute?: number
  readonly tokensPerMinute?: number
}

class TokenBucket {
  readonly #most: number
  readonly #perMs: number
  #left: number
  #at = 0

  constructor(most: number, ms: number) {
    this.#most = most
    this.#perMs = most / ms
    this.#left = most
  }

  has(at: number): boolean {
    if (at > this.#at) {
      const filled = this.#left + (at - this.#at) * this.#perMs
      this.#left = filled < this.#most ? filled : this.#most
      this.#at = at
    }
    return this.#left >= 1
  }

  take(amount: number): void {
    this.#left -= amount
  }
}

interface Limit {
  readonly limits: CapacityLimits
  readonly calls: readonly (readonly [name: string, bucket: TokenBucket])[]
  readonly tokens: TokenBucket | undefined
}

const bucketsOf = ({ perSecond, perMinute }: CapacityLimits): [string, TokenBucket][] => [
  ...(perSecond === undefined ? [] : [['perSecond', new TokenBucket(perSecond, 1000)] as [string, TokenBucket]]),
  ...(perMinute === undefined ? [] : [['perMinute', new TokenBucket(perMinute, 60_000)] as [string, TokenBucket]]),
]

export class Capacity {
  readonly #limits: readonly (Limit | undefined)[]
  readonly isLimited: boolean

  constructor(limits: readonly (CapacityLimits | undefined)[]) {
    this.#limits = limits.map((own) => {
      if (own === undefined) return undefined
      const { tokensPerMinute } = own
      const tokens = tokensPerMinute === undefined ? undefined : new TokenBucket(tokensPerMinute, 60_000)
      return { limits: own, calls: bucketsOf(own), tokens }
    })
    this.isLimited = this.#limits.some((own) => own !== undefined)
  }

  /** The limit that a head has reached, as `maxPending 4`; '' for none. */
  full(head: number, pending: number, at: number): string {
    const own = this.#limits[head]
    if (own === undefined) return ''
    const { maxPending, tokensPerMinute } = own.limits
    if (maxPending !== undefined && pending >= maxPending) return `maxPending ${maxPending}`
    for (const [name, bucket] of own.calls) if (!bucket.has(at)) return `${name} ${own.limits[name as 'perSecond']}`
    return own.tokens?.has(at) === false ? `tokensPerMinute ${tokensPerMinute}` : ''
  }

  picked(head: number): void {
    for (const [, bucket] of this.#limits[head]?.calls ?? []) bucket.take(1)
  }

  used(head: number, tokens: number): void {
    this.#limits[head]?.tokens?.take(tokens)
  }
}
