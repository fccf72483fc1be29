/**
 * Lines of a log, older files first.
 * In: the path of the log, or `-` for standard input. Out: each line with its place. A log that was full has become FILE.1, that one FILE.2: they are read before.
 */
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileFailed } from '../failure.ts'

export interface LogLine {
  readonly text: string
  readonly file: string
  /** From 1. */
  readonly number: number
}

async function filesOf(path: string): Promise<string[]> {
  const name = basename(path)
  const names = await readdir(dirname(path)).catch((thrown: unknown) => {
    throw fileFailed('read', path, thrown)
  })
  const ages = names.flatMap((other) => {
    const age = other.startsWith(`${name}.`) ? other.slice(name.length + 1) : ''
    return /^[1-9]\d{0,5}$/.test(age) ? [Number(age)] : []
  })
  const older = ages.sort((a, b) => b - a).map((age) => join(dirname(path), `${name}.${age}`))
  return names.includes(name) || older.length === 0 ? [...older, path] : older
}

async function* linesOfFile(file: string): AsyncGenerator<LogLine> {
  const input = file === '-' ? process.stdin : createReadStream(file, 'utf8')
  let number = 0
  try {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      number += 1
      yield { text, file, number }
    }
  } catch (thrown) {
    throw fileFailed('read', file, thrown)
  }
}

/** @throws HYD-6002 a file that cannot be read */
export async function* linesOfLog(path: string): AsyncGenerator<LogLine> {
  for (const file of path === '-' ? [path] : await filesOf(resolve(path))) yield* linesOfFile(file)
}
