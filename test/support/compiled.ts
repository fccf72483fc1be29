/** The program of texts by both engines, as lines that can be compared: bytes, instructions, inputs. */
import { compileNative, type ProgramOptions } from '../../src/engine/formula/compile.ts'
import { emit } from '../../src/reference/formula/emit.ts'
import { read } from '../../src/reference/formula/front.ts'
import { lower, type Lowered } from '../../src/reference/formula/lower.ts'
import { Graph } from '../../src/reference/formula/term.ts'

const linesOf = (lowered: Lowered | null | undefined): string[] => {
  if (lowered === null || lowered === undefined) return ['no program']
  const { bytes, steps, numbers, masks } = lowered
  const inputs = [...numbers.map(({ kind, name, figure, q }) => JSON.stringify([kind, name, figure, String(q)])), ...masks.map((mask) => JSON.stringify(mask))] // prettier-ignore
  return [`${steps} instructions, ${bytes.length} bytes`, Buffer.from(bytes).toString('hex'), ...inputs]
}

export function compileReference(texts: readonly string[], options: ProgramOptions): Lowered | undefined {
  const graph = new Graph(options.optimize)
  const roots: number[] = []
  for (const text of texts) {
    const checked = read(text, { ...options, functions: new Map() })
    const root = checked.faults.errors.length > 0 ? undefined : emit(graph, checked, (word) => options.ranks.get(word) ?? NaN)
    if (root === undefined) return undefined
    roots.push(root)
  }
  return lower(graph, roots)
}

export const nativeProgram = (texts: readonly string[], options: ProgramOptions): string[] =>
  linesOf(compileNative(texts, options))

export const referenceProgram = (texts: readonly string[], options: ProgramOptions): string[] =>
  linesOf(compileReference(texts, options))
