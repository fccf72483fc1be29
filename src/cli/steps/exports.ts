/**
 * Files for other programs, as `--export FORMAT=FILE`, `--svg FILE` and the older `--export-json FILE` ask for them.
 * In: the parsed words, before anything is measured; then the study. Out: all files, or none.
 * Fails: HYD-1003 a format that there is not, no file, one file for two exports; HYD-6002 the disk.
 */
import { resolve } from 'node:path'
import { didYouMean } from '../../errors/index.ts'
import { commitFiles, shownPath } from '../../files/index.ts'
import { exportFormats, exportStudy, isExportFormat, studySvg, type ExportFormat } from '../../report/index.ts'
import type { Study } from '../../study/index.ts'
import { refusal } from '../arguments/refusal.ts'
import { path, texts } from '../arguments/values.ts'
import type { Context } from '../context.ts'

export interface WantedExport {
  readonly format: ExportFormat
  /** As typed. */
  readonly file: string
}

/** Options that name their format. */
const named = [['svg', 'svg'], ['export-json', 'json'], ['export-csv', 'csv'], ['export-markdown', 'markdown']] as const // prettier-ignore

function readExport(text: string): WantedExport {
  const [, format = text, file = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? []
  const formats = exportFormats.join(' | ')
  if (!isExportFormat(format))
    throw refusal('--export', `FORMAT=FILE with ${formats}`, text, didYouMean(format, exportFormats, ''))
  if (file === '') throw refusal('--export', 'FORMAT=FILE', text, `Write for instance --export ${format}=FILE.`)
  return { format, file }
}

/** What is to be written; asked before the study, so that a typing error costs no measuring. */
export function wantedExports({ parsed, cwd }: Pick<Context, 'parsed' | 'cwd'>): WantedExport[] {
  const own = named.flatMap(([option, format]): WantedExport[] => {
    const file = path(parsed, option)
    return file === undefined ? [] : [{ format, file }]
  })
  const wanted = [...own, ...texts(parsed, 'export').map(readExport)]
  const twice = wanted.find(({ file }, i) => wanted.findIndex((other) => resolve(cwd, other.file) === resolve(cwd, file)) < i)
  if (twice !== undefined) throw refusal('--export', 'a file of its own for each export', twice.file)
  return wanted
}

/**
 * @param title - of the picture
 * @returns names of what was written
 */
export async function writeExports(
  study: Study,
  wanted: readonly WantedExport[],
  { cwd, log }: Context,
  title?: string,
): Promise<string[]> {
  if (wanted.length === 0) return []
  const textOf = (format: ExportFormat): string =>
    format === 'svg' && title !== undefined ? studySvg(study, { title }) : exportStudy(study, format)
  const files = wanted.map(({ format, file }) => ({ path: resolve(cwd, file), text: textOf(format) }))
  await commitFiles(files)
  const names = files.map(({ path: file }) => shownPath(file))
  log.info(`written: ${names.join(', ')}`)
  return names
}
