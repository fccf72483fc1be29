// Child processes: quiet ones whose output is shown only when they fail, and loud ones that own the terminal.
import { spawn, spawnSync } from 'node:child_process'
import { constants } from 'node:os'
import { performance } from 'node:perf_hooks'
import { say } from './talk.mjs'

/** Runs a step quietly; resolves with its exit code, its output and its seconds. A command that is not there has code 127. */
export function runQuiet(label, command, args, options = {}) {
  const start = performance.now()
  say(`${label} …`)
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    const chunks = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk))
    child.on('error', (error) =>
      error.code === 'ENOENT' ? resolve({ code: 127, output: error.message, seconds: 0 }) : reject(error),
    )
    child.on('close', (code, signal) => {
      const seconds = (performance.now() - start) / 1000
      if (code === 0) say(`${label}: done in ${seconds.toFixed(1)} s`)
      resolve({ code: code ?? 128 + constants.signals[signal], output: Buffer.concat(chunks).toString('utf8'), seconds })
    })
  })
}

/** Runs a program that owns stdin, stdout and stderr; returns its exit code, 128 + n for a signal. */
export function runLoud(command, args, options = {}) {
  const { status, signal, error } = spawnSync(command, args, { stdio: 'inherit', ...options })
  if (error !== undefined) throw error
  return status ?? 128 + constants.signals[signal]
}

/** The last lines of a text, for messages. */
export const lastLines = (text, count) => text.trimEnd().split('\n').slice(-count).join('\n')
