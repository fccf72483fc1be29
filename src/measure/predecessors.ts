/**
 * Takes down which head ran before each trial in its block, and warns once at the end where that tells in the times of a head.
 * In: trials as they end, and where blocks begin. Out: HYD-3025 for the greatest dependence. What is proven: src/study/verdict/predecessor.ts.
 */
import type { EngineOption } from '../engine/index.ts'
import { hydraError, type HydraError } from '../errors/index.ts'
import { defaultConfidence, defaultMargin, dependences, noPredecessor, type StudyRecord } from '../study/index.ts'
import { words, type Column } from './column.ts'
import type { HeadRun } from './head-run.ts'

export class Predecessors {
  readonly #places: ReadonlyMap<HeadRun, number>
  readonly #before: readonly Column<Uint32Array>[]
  #last = noPredecessor

  constructor(heads: readonly HeadRun[]) {
    this.#places = new Map(heads.map((head, place) => [head, place]))
    this.#before = heads.map(() => words(0))
  }

  /** Another block: what ran before it, a warm-up perhaps, is not known. */
  begin(): void {
    this.#last = noPredecessor
  }

  /** A trial of this head has ended; of one that is not of the study, its twin, only that it ran. */
  note(head: HeadRun): void {
    const place = this.#places.get(head)
    const column = place === undefined ? undefined : this.#before[place]!
    column?.fillTo(head.trials - 1, noPredecessor)
    if (column !== undefined && column.size < head.trials) column.add(this.#last)
    this.#last = place ?? noPredecessor
  }

  /** @param floor - what a head and its twin differ by; asked for where something was found */
  warnings({ heads, margin, confidence }: StudyRecord, floor: () => number, options: EngineOption): HydraError[] {
    const followed = heads.map(({ name, columns }, place) => ({ name, columns, before: this.#before[place]!.done() }))
    const levels = { margin: margin ?? defaultMargin, confidence: confidence ?? defaultConfidence, ...options }
    const [worst] = dependences(followed, levels)
    if (worst === undefined) return []
    const { head, after, ratio } = worst
    if ((ratio > 1 ? ratio : 1 / ratio) - 1 <= floor()) return []
    return [hydraError('3025', { head, after, factor: ratio.toFixed(2) }, { where: { head }, details: { ratio } })]
  }
}
