#!/usr/bin/env node
// The lock file must be installable as it is (`npm ci` misses nothing), and must name no host.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { exit, stderr } from 'node:process'

const faults = []
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const hosts = Object.entries(lock.packages).filter(([, entry]) => /^https?:/.test(entry.resolved ?? ''))
if (hosts.length > 0)
  faults.push(`package-lock.json names ${hosts.length} download addresses; make it again with .npmrc in force`)
const { output, status } = spawnSync('npm', ['ci', '--dry-run', '--no-audit', '--no-fund', '--prefer-offline'], {
  encoding: 'utf8',
})
const missing = output
  .join('\n')
  .split('\n')
  .filter((line) => /missing:/i.test(line))
if (status !== 0 || missing.length > 0) faults.push(`npm ci --dry-run ended with ${status}`, ...missing)
for (const fault of faults) stderr.write(`${fault}\n`)
exit(faults.length > 0 ? 1 : 0)
