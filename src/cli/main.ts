#!/usr/bin/env node
/**
 * The command `hydra`. Nothing but the version is known here: everything else is loaded when it is asked for, so that `--version` costs
 * little more than Node itself.
 */
import { version } from '../../package.json'

const words = process.argv.slice(2)
const [first, ...others] = words

/** A reader that went away is no failure; a full disk is one of the environment. */
function printVersion(): void {
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => (process.exitCode = code === 'EPIPE' ? 0 : 3))
  process.stdout.write(`${version}\n`)
}

if (others.length === 0 && (first === '--version' || first === '-V')) printVersion()
else void import('./run.ts').then(({ runWords }) => runWords(words))
