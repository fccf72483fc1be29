/**
 * Files given by --input: each text is an input, named by its file.
 * Fails: HYD-6002 a file that cannot be read, HYD-1003 a file given twice.
 */
import { readFile } from 'node:fs/promises'
import { fileFailed } from '../../files/index.ts'
import { byName } from '../../study/index.ts'
import { refusal } from '../arguments/refusal.ts'

async function read(file: string): Promise<readonly [string, string]> {
  try {
    return [file, await readFile(file, 'utf8')]
  } catch (error) {
    throw fileFailed('read', file, error)
  }
}

/** @returns undefined when none was given */
export async function inputsOfFiles(files: readonly string[]): Promise<Readonly<Record<string, string>> | undefined> {
  const twice = files.find((file, index) => files.indexOf(file) !== index)
  if (twice !== undefined) throw refusal('--input', 'a file once', twice)
  return files.length === 0 ? undefined : byName(await Promise.all(files.map(read)))
}
