/** As much of the peers' faces as the bench calls; they bring no types. */
declare module 'opossum' {
  export default class CircuitBreaker<T> {
    constructor(call: () => Promise<T>, options?: Readonly<Record<string, unknown>>)
    fire(): Promise<T>
    open(): void
  }
}
declare module 'bayesian-bandit' {
  interface Arm {
    reward(value: number): void
  }
  const library: { Bandit: new (options: { numberOfArms: number }) => { readonly arms: readonly Arm[]; selectArm(): number } }
  export default library
}
