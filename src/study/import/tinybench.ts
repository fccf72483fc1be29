/**
 * tinybench results: a Bench, `{ tasks }`, or a list of `{ name, result }`. Times are ms.
 * From version 6 on `result.latency.samples`, kept only with `retainSamples: true`; before it `result.samples`.
 */
import { isRecord, numbersOf, type ForeignHead } from './parsed.ts'
import { needSamples } from './refuse.ts'

const tasksOf = (data: unknown): unknown => (Array.isArray(data) ? data : isRecord(data) ? data['tasks'] : undefined)

export function importTinybench(data: unknown): ForeignHead[] | undefined {
  const tasks = tasksOf(data)
  if (!Array.isArray(tasks) || tasks.length === 0 || !tasks.every((task) => typeof task === 'object' && task !== null && 'result' in task && 'name' in task)) return undefined // prettier-ignore
  return (tasks as { readonly name: unknown; readonly result: unknown }[]).map(({ name, result }) => {
    const latency = isRecord(result) ? (result['latency'] ?? result) : undefined
    const samplesMs = isRecord(latency) ? numbersOf(latency['samples'], 1) : undefined
    if (samplesMs === undefined) throw needSamples(String(name), 'run tinybench with retainSamples: true')
    return { name: String(name), samplesMs, unit: 'call' }
  })
}
