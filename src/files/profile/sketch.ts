/**
 * The sketch of a profile file: the durations of successful trials as bytes in base64, the version among them.
 * In: columns of trials. Out: a text; read again it is held against the columns, so that a file that was cut or edited is found out.
 * Why it is there beside the columns: who joins profiles of many machines and runs needs it alone, and adds no trial up twice.
 */
import { sketchFromBytes } from '../../engine/index.ts'
import { durationSketch, type Columns } from '../../study/index.ts'
import type { Field } from './reader.ts'

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** The sketch as a text. */
export const encodeSketch = (columns: Columns): string => textOf(durationSketch(columns).toBytes())

/**
 * Checks the sketch of a file; older files have none.
 *
 * @throws Misfit not the sketch of the columns; HYD-4005 bytes that are no sketch
 */
export function checkSketch(field: Field, columns: Columns): void {
  if (field.isMissing) return
  const text = field.text()
  const bytes = new Uint8Array(Buffer.from(text, 'base64'))
  if (textOf(bytes) !== text) field.fail('base64')
  const { bits } = sketchFromBytes(bytes)
  if (textOf(durationSketch(columns, bits).toBytes()) !== text) field.fail('the sketch of columns.wallMs')
}
