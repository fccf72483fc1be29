#!/usr/bin/env node
// What would be published: publint and attw find nothing, the tarball holds what etc/package-files.txt lists, and is small.
// `--update` writes the list anew.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv, execPath, exit, stderr, stdout } from 'node:process'

const listFile = 'etc/package-files.txt'
const limits = { addonBytes: 3e6, tarballBytes: 2.5e6 }
const faults = []

/** Names of chunks and of the addon change with content and machine; their kind does not. */
const general = (path) =>
  path.replace(/-[A-Za-z0-9_-]{8}\./, '-‹hash›.').replace(/hydra\.[a-z0-9-]+\.node/, 'hydra.‹triple›.node')

function run(command, args) {
  const {
    status,
    stdout: out,
    stderr: err,
    error,
  } = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })
  if (error !== undefined) throw error
  return { status, out, err }
}

function checkList(files) {
  const list = `${[...new Set(files.map(({ path }) => general(path)))].sort().join('\n')}\n`
  if (argv.includes('--update')) writeFileSync(listFile, list)
  else if (readFileSync(listFile, 'utf8') !== list) faults.push(`the tarball's files differ from ${listFile}:\n${list}`)
}

const folder = mkdtempSync(join(tmpdir(), 'hydra-pkg-'))
try {
  const packed = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder])
  if (packed.status !== 0) throw new Error(`npm pack failed:\n${packed.err}`)
  const parsed = JSON.parse(packed.out)
  const { filename, files, size } = Array.isArray(parsed) ? parsed[0] : Object.values(parsed)[0]
  checkList(files)
  const addon = files.find(({ path }) => path.endsWith('.node'))
  if (addon !== undefined && addon.size > limits.addonBytes)
    faults.push(`the addon has ${addon.size} bytes, over ${limits.addonBytes}`)
  if (size > limits.tarballBytes) faults.push(`the tarball has ${size} bytes, over ${limits.tarballBytes}`)
  stdout.write(
    `package: ${files.length} files, ${(size / 1e6).toFixed(2)} MB packed, addon ${((addon?.size ?? 0) / 1e6).toFixed(2)} MB\n`,
  )
  for (const [name, script, args] of [
    ['publint', 'node_modules/publint/src/cli.js', ['--strict', join(folder, filename)]],
    [
      'attw',
      'node_modules/@arethetypeswrong/cli/dist/index.js',
      [join(folder, filename), '--exclude-entrypoints', './native/*', './schemas/*', './package.json'],
    ],
  ]) {
    const { status, out, err } = run(execPath, [script, ...args])
    if (status !== 0) faults.push(`${name} found faults:\n${out}${err}`)
    else stdout.write(`${name}: no finding\n`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
for (const fault of faults) stderr.write(`${fault}\n`)
exit(faults.length > 0 ? 1 : 0)
