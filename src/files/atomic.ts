/** One file written so that a reader sees the former text or the new one, never a part: temp, check, fsync, rename, fsync folder. */
import { commitFiles, type CommitOptions } from './folder.ts'
import type { FileText } from './stage.ts'

export type WriteOptions = CommitOptions & Pick<FileText, 'validate' | 'mode'>

/**
 * Writes a file whole or not at all.
 *
 * @param path - its folder is made when missing; a folder of this name is refused
 * @param options - `validate` sees the text as read back and throws to refuse it; `mode` 0o600 for secrets
 * @throws HYD-6002 with path, errno and remedy: the former file is as it was, no temporary file is left; or what `validate` throws
 * @example
 * ```ts
 * await writeFileAtomic('hydra_weights.json', '{ "schema": 1 }')
 * ```
 * @since 0.1.0
 */
export async function writeFileAtomic(path: string, text: string, { disk, ...options }: WriteOptions = {}): Promise<void> {
  await commitFiles([{ path, text, ...options }], disk === undefined ? {} : { disk })
}
