// Which command counts the lines of a file? Real programs, started without a shell, their answers compared with the truth.
// Run it: npx hydra-profiler pipeline --config examples/commands/hydra.config.mjs --trials 20
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'hydra-profiler'

const file = fileURLToPath(new URL('../../package-lock.json', import.meta.url))
const lines = readFileSync(file, 'utf8').split('\n').length - 1

export default defineConfig({
  title: 'Counting the lines of a file',
  heads: {
    wc: { command: ['wc', '-l', file] },
    grep: { command: ['grep', '-c', '', file] },
    sed: { command: ['sed', '-n', '$=', file] },
    awk: { command: ['awk', 'END { print NR }', file] },
  },
  verify: ({ stdout }) => Number.parseInt(stdout, 10) === lines,
})
