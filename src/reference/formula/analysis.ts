/**
 * Whether a rule can be true, and whether it can be false, for any row of doubles within the declared bounds.
 * In: a checked tree. Out: never, always, or either where in doubt; for the first two the clause that was refuted last, and what its
 * sides were known to be. Claims speak of rows that have a value, and are true of the doubles. Counted work, never timed.
 * No twin yet.  Golden: fixtures/golden/formula/analysis.json
 */
import type { Checked } from './checked.ts'
import { classesOf, State, type Known } from './known.ts'
import { Forward } from './narrow-forward.ts'
import { goalsOf, type Goal } from './narrow-goal.ts'
import { Narrowing } from './narrow.ts'

export type Outcome = 'never' | 'always' | 'either'

export interface Side {
  readonly at: number
  readonly known: Known
}

export interface Verdict {
  readonly outcome: Outcome
  /** The clause that cannot be as the outcome would need it. */
  readonly refuted: Goal | undefined
  /** What is known of its sides, from the declarations and the other clauses. */
  readonly sides: readonly Side[]
}

const workPerNode = 16
const leastWork = 16384
const unsure: Verdict = { outcome: 'either', refuted: undefined, sides: [] }

/** The sides of a refuted clause that are not literals. */
function sidesOf({ checked, values }: Forward, { kind, at, a, b }: Goal): Side[] {
  const own = checked.node(at)
  const parts = own.kind === 'call' && kind === 'atom' ? own.items : [at]
  const ends = kind === 'relation' || kind === 'approx' ? [a, b] : parts
  const isLiteral = (end: number): boolean => checked.isConstant[end]! || checked.node(end).kind === 'string'
  return ends.filter((end) => !isLiteral(end) && values[end] !== undefined).map((end) => ({ at: end, known: values[end]! }))
}

/** Undefined where `wanted` may be reached. */
function refute(checked: Checked, wanted: boolean): Pick<Verdict, 'refuted' | 'sides'> | undefined {
  const classes = classesOf(checked)
  const forward = new Forward(checked, classes, new State(checked, classes))
  const proof = new Narrowing(forward, goalsOf(checked, wanted), workPerNode * checked.ast.nodes.length + leastWork)
  if (proof.run()) return undefined
  const { refuted } = proof
  return { refuted, sides: refuted === undefined ? [] : sidesOf(forward, refuted) }
}

/** A formula that is no boolean can be either. */
export function analyse(checked: Checked): Verdict {
  if (checked.types[checked.ast.root] !== 'boolean') return unsure
  const never = refute(checked, true)
  if (never !== undefined) return { outcome: 'never', ...never }
  const always = refute(checked, false)
  return always === undefined ? unsure : { outcome: 'always', ...always }
}
