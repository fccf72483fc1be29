/**
 * Whether an outcome of a rule can be reached at all: every `all` lets its parts narrow the values for each other, in at most 8 rounds;
 * of every `any` what its reachable parts have in common is kept.
 * In: goals and the state. Out: true where it may be reached, so that nothing is claimed; false only where no row of doubles reaches it.
 * A list of frames instead of recursion, and a budget of work: past it nothing is claimed.
 * Source: Mackworth 1977 (consistency); Van Hentenryck et al. 1998 (constructive disjunction).  No twin yet.
 */
import { isSame, join, sizeOf, type Known } from './known.ts'
import type { Forward } from './narrow-forward.ts'
import type { Goal } from './narrow-goal.ts'
import { reach } from './narrow-leaf.ts'

const mostRounds = 8

interface Frame {
  readonly goal: Goal
  next: number
  round: number
  /** Length of the trail where the round, or the part, began. */
  mark: number
  /** Of `any`: what its reachable parts have in common, by cell; undefined before the first. */
  common: Map<number, Known> | undefined
}

export class Narrowing {
  readonly #forward: Forward
  readonly #goals: readonly Goal[]
  readonly #frames: Frame[] = []
  readonly #budget: number
  /** The clause that was found unreachable last. */
  refuted: Goal | undefined

  constructor(forward: Forward, goals: readonly Goal[], budget: number) {
    this.#forward = forward
    this.#goals = goals
    this.#budget = budget
  }

  /** Narrows by the first goal; false where it cannot be reached. */
  run(): boolean {
    let answer = this.#enter(0)
    for (let frame = this.#frames.at(-1); frame !== undefined; frame = this.#frames.at(-1)) {
      if (this.#forward.state.work > this.#budget) return true
      const verdict = answer === undefined ? undefined : this.#after(frame, answer)
      if (verdict !== undefined) this.#frames.pop()
      answer = verdict ?? this.#enter(frame.goal.items[frame.next++]!)
    }
    return answer!
  }

  /** A clause is answered at once; a group opens a frame, and its answer comes later. */
  #enter(index: number): boolean | undefined {
    const goal = this.#goals[index]!
    if (goal.kind === 'all' || goal.kind === 'any') {
      this.#frames.push({ goal, next: 0, round: 1, mark: this.#forward.state.mark, common: undefined })
      return undefined
    }
    const isReached = reach(this.#forward, goal)
    if (!isReached) this.refuted = goal
    return isReached
  }

  #after(frame: Frame, answer: boolean): boolean | undefined {
    return frame.goal.kind === 'all' ? this.#afterAll(frame, answer) : this.#afterAny(frame, answer)
  }

  /** After one part of `all`; undefined to go on, else the answer of the group. */
  #afterAll(frame: Frame, answer: boolean): boolean | undefined {
    if (!answer) return false
    const { items } = frame.goal
    if (frame.next < items.length) return undefined
    const { mark } = this.#forward.state
    if (mark === frame.mark || frame.round === mostRounds || items.length === 1) return true
    frame.mark = mark
    frame.round += 1
    frame.next = 0
    return undefined
  }

  /** After one part of `any`: what it narrowed is taken back, and kept only as far as the others say it too. */
  #afterAny(frame: Frame, answer: boolean): boolean | undefined {
    const { state } = this.#forward
    const joined = answer ? this.#joined(frame) : []
    state.backTo(frame.mark)
    if (answer) frame.common = new Map(joined.filter(([cell, value]) => !isSame(state.cells[cell]!, value)))
    if (frame.common?.size === 0) return true
    if (frame.next < frame.goal.items.length) return undefined
    for (const [cell, value] of frame.common ?? []) state.set(cell, value)
    return frame.common !== undefined
  }

  /** What the reachable parts so far have in common. */
  #joined({ common, mark }: Frame): (readonly [cell: number, value: Known])[] {
    const { state } = this.#forward
    const cells = common === undefined ? [...state.changedSince(mark)] : [...common.keys()]
    return cells.map((cell) => {
      const value = state.cells[cell]!
      state.work += sizeOf(value)
      return [cell, common === undefined ? value : join(common.get(cell)!, value)] as const
    })
  }
}
