#!/usr/bin/env node
// `npm run check`: everything CI asks for beside the tests. All steps run; the exit code is that of the first that failed.
import { execPath, exit, stdout } from 'node:process'
import { runLoud } from './ensure/run.mjs'
import { chdirToRoot } from './ensure/talk.mjs'

const node = (script, ...args) => [execPath, [script, ...args]]
const hasCargo = () =>
  runLoud(execPath, ['-e', "process.exit(require('child_process').spawnSync('cargo', ['-V']).status ?? 1)"]) === 0

const steps = [
  ['ready', ...node('scripts/ensure.mjs', 'ready')],
  ['format', ...node('node_modules/prettier/bin/prettier.cjs', '--check', '.', '--log-level=warn')],
  ['lint', ...node('node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0')],
  ['types', ...node('node_modules/typescript/bin/tsc', '-p', '.')],
  ['layers', ...node('node_modules/vitest/vitest.mjs', 'run', 'test/layers', '--reporter=dot')],
  ['rust format', 'cargo', ['fmt', '--check']],
  ['clippy', 'cargo', ['clippy', '--locked', '--workspace', '--all-targets', '--quiet', '--', '-D', 'warnings']],
  ['docs', ...node('scripts/docs.mjs', '--check')],
  ['public face', ...node('scripts/api.mjs', '--check')],
  ['package', ...node('scripts/pkg.mjs')],
  ['lock file', ...node('scripts/lock-check.mjs')],
  ['clean tree', 'git', ['diff', '--exit-code', '--stat', 'HEAD']],
]

chdirToRoot()
const cargo = hasCargo()
const results = steps.map(([name, command, args]) => {
  if (command === 'cargo' && !cargo) return [name, 'left out (no cargo)', 0]
  stdout.write(`== ${name}\n`)
  const code = runLoud(command, args)
  return [name, code === 0 ? 'passed' : `FAILED (${code})`, code]
})
stdout.write(`\n${results.map(([name, word]) => `${name.padEnd(12)} ${word}`).join('\n')}\n`)
exit(results.find(([, , code]) => code !== 0)?.[2] ?? 0)
