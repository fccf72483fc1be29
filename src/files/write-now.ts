/** Writes a new file to the disk at once, where nothing can be waited for. Fails where there is one. */
import { closeSync, fsyncSync, openSync, writeFileSync } from 'node:fs'

export function writeNewNow(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o644)
  try {
    writeFileSync(file, text, 'utf8')
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
