/**
 * Inputs of a configuration.
 * In a module: any list, record or generator, as it is. In JSON and YAML: texts, or `{ file: path }` for the text of a file beside it.
 */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ProfileOptions } from '../measure/types.ts'
import { shownFile, type KeyPath } from './faults.ts'
import { bareRecord, entriesOf } from './parsed.ts'
import { isRecord, own, type Source } from './source.ts'

type Inputs = NonNullable<ProfileOptions['inputs']>
const form = 'a list or a record of texts or { file: path }'

async function textOfFile(path: string, at: KeyPath, { folder, faults }: Source): Promise<string> {
  const target = resolve(folder, path)
  try {
    return await readFile(target, 'utf8')
  } catch (thrown) {
    const { code = 'EIO' } = thrown as NodeJS.ErrnoException
    faults.refuse([...at, 'file'], `the path of a file that can be read (${shownFile(target)}: ${code})`, path)
    return ''
  }
}

async function inputOf(input: unknown, at: KeyPath, source: Source): Promise<string> {
  if (typeof input === 'string') return input
  const path = isRecord(input) ? own(input, 'file') : undefined
  if (isRecord(input) && typeof path === 'string' && path !== '' && !path.includes('\0')) {
    for (const key of Object.keys(input)) if (key !== 'file') source.faults.unknown([...at, key], 'key', key, ['file'])
    return textOfFile(path, at, source)
  }
  source.faults.refuse(at, 'a text or { file: path }', input)
  return ''
}

async function dataInputs(inputs: unknown, at: KeyPath, source: Source): Promise<Inputs | undefined> {
  if (Array.isArray(inputs)) {
    const list: string[] = []
    for (const [i, input] of inputs.entries()) list.push(await inputOf(input, [...at, i], source))
    return list
  }
  if (!isRecord(inputs)) {
    source.faults.refuse(at, form, inputs)
    return undefined
  }
  const record = bareRecord()
  for (const [name, input] of entriesOf(inputs)) record[name] = await inputOf(input, [...at, name], source)
  return record
}

/** Checks and reads inputs. */
export async function inputsOf(inputs: unknown, at: KeyPath, source: Source): Promise<Inputs | undefined> {
  if (source.isData) return dataInputs(inputs, at, source)
  if (typeof inputs === 'function' || Array.isArray(inputs) || isRecord(inputs)) return inputs as Inputs
  source.faults.refuse(at, 'a list, a record of inputs by name, or a function that makes them', inputs)
  return undefined
}
