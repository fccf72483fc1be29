/**
 * A real browser, where there is one: Chromium without a window, asked for the page after its script ran.
 * In: HTML. Out: the document as text. It is looked for as HYDRA_CHROMIUM, then by its usual names in PATH; none is installed.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const names = [
  process.env['HYDRA_CHROMIUM'],
  'chromium',
  'chromium-browser',
  'google-chrome',
  'chrome',
  'chromium-headless-shell',
]

/** The first that answers; undefined where none is. */
export function findChromium(): string | undefined {
  return names.find(
    (name) => name !== undefined && name !== '' && spawnSync(name, ['--version'], { timeout: 20_000 }).status === 0,
  )
}

/** Says aloud that the browser is missing. */
export const sayMissing = (what: string): boolean =>
  process.stderr.write(`SKIPPED: ${what}: no Chromium in PATH, nor named by HYDRA_CHROMIUM\n`)

/** Loads a page, lets its script run, and gives what stands in the document then. */
export function render(chromium: string, folder: string, html: string, flags: readonly string[] = []): string {
  const file = join(folder, 'page.html')
  writeFileSync(file, html)
  const own = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', `--user-data-dir=${join(folder, 'user')}`, '--dump-dom', ...flags] // prettier-ignore
  return execFileSync(chromium, [...own, pathToFileURL(file).href], { encoding: 'utf8', timeout: 50_000, stdio: ['ignore', 'pipe', 'ignore'] }) // prettier-ignore
}
