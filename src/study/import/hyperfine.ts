/**
 * hyperfine's JSON export: `results[].{ command, times, exit_codes, parameters }`, times in seconds.
 * A head is called by its command, with its parameters behind it where there are any.
 */
import { isRecord, numbersOf, type ForeignHead } from './parsed.ts'
import { needSamples } from './refuse.ts'

type Result = Readonly<Record<string, unknown>>

function nameOf({ command, parameters }: Result): string {
  const own = isRecord(parameters) ? Object.entries(parameters).map(([name, value]) => ` ${name}=${String(value)}`) : []
  return `${String(command)}${own.join('')}`
}

function headOf(result: Result): ForeignHead {
  const name = nameOf(result)
  const samplesMs = numbersOf(result['times'], 1000)
  if (samplesMs === undefined) throw needSamples(name, 'export hyperfine with --export-json, which keeps all times')
  const codes = result['exit_codes']
  const failed =
    Array.isArray(codes) && codes.length === samplesMs.length ? Uint8Array.from(codes, (code) => (code === 0 ? 0 : 1)) : undefined
  return { name, samplesMs, unit: 'call', ...(failed === undefined ? {} : { failed }) }
}

export function importHyperfine(data: unknown): ForeignHead[] | undefined {
  if (!isRecord(data) || !Array.isArray(data['results'])) return undefined
  const results = data['results'] as unknown[]
  if (results.length === 0 || !results.every((result) => isRecord(result) && 'command' in result && 'times' in result))
    return undefined
  return (results as Result[]).map(headOf)
}
