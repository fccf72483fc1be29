// `npm test`: vitest once per engine, then the Rust tests; ends in one plain line that counts them all.
// Words after `--` go to vitest, and then only vitest runs.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { env, execPath, stdout } from 'node:process'
import { runLoud, runQuiet } from './run.mjs'
import { say } from './talk.mjs'

const report = '.hydra/vitest.json'

function countVitest() {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, success } = JSON.parse(readFileSync(report, 'utf8'))
  return {
    passed: numPassedTests,
    failed: success ? numFailedTests : Math.max(1, numFailedTests),
    skipped: numPendingTests + numTodoTests,
  }
}

function runVitest(words) {
  mkdirSync('.hydra', { recursive: true })
  rmSync(report, { force: true })
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...words,
  ]
  const code = runLoud(execPath, args, { env: { ...env, NODE_ENV: 'test' } })
  return { code, ...countVitest() }
}

function countCargo(output) {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const [, passed, failed, ignored] of output.matchAll(/^test result: .*? (\d+) passed; (\d+) failed; (\d+) ignored/gm)) {
    sum.passed += Number(passed)
    sum.failed += Number(failed)
    sum.skipped += Number(ignored)
  }
  return sum
}

async function runCargo() {
  const args = ['test', '--locked', '--workspace', '--exclude', 'hydra-napi', '--no-fail-fast']
  const { code, output } = await runQuiet('testing the Rust core (cargo test)', 'cargo', args)
  if (code !== 0) stdout.write(output)
  const count = countCargo(output)
  return { code, ...count, failed: code === 0 ? count.failed : Math.max(1, count.failed) }
}

export async function runTests(words) {
  const results = [runVitest(words)]
  if (words.length === 0 && env.HYDRA_ENGINE !== 'reference') results.push(await runCargo())
  else if (words.length === 0) say('Rust tests are left out: this run is on the reference engine')
  const total = (field) => results.reduce((sum, result) => sum + result[field], 0)
  const skipped = total('skipped')
  stdout.write(`\n${total('passed')} passed, ${total('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
  return results.find(({ code }) => code !== 0)?.code ?? 0
}
