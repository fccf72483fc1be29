#!/usr/bin/env node
// Prints docs/errors.md and src/errors/codes.ts from errors/catalog.json, docs/grammar.md and docs/metrics.md from formula/. `--check`: fails when what is committed differs.
import { readFileSync, writeFileSync } from 'node:fs'
import { argv, stderr } from 'node:process'
import { grammarPage, metricsPage } from './formula-pages.mjs'

const areas = {
  1: 'Input and configuration',
  2: 'Formulas',
  3: 'Trials',
  4: 'Statistics',
  5: 'Weights and selection',
  6: 'Files',
  7: 'History',
  8: 'Around a run',
  9: 'Engine and bugs',
}
const exits = {
  0: 'none by itself',
  2: '2 (usage or configuration)',
  3: '3 (environment)',
  5: '5 (a head holds the process for good)',
  70: '70 (our bug)',
}

const shown = (template) => template.replace(/\{(\w+)\}/g, '‹$1›')
const section = ([number, entry]) => [
  `### HYD-${number} ${entry.name}`,
  '',
  `> ${shown(entry.message)}`,
  '',
  `- What to do: ${shown(entry.hint)}`,
  `- Severity: ${entry.severity}. Exit code of the command: ${exits[entry.exit] ?? entry.exit}. Worth trying again unchanged: ${entry.retryable ? 'yes' : 'no'}. Since ${entry.since}.`,
  '',
]

function render(catalog) {
  const lines = [
    '# Error codes',
    '',
    'Printed from `errors/catalog.json` by `node scripts/docs.mjs`; do not edit. Codes are stable: none is ever used again for something else.',
    '',
  ]
  for (const [digit, title] of Object.entries(areas)) {
    const entries = Object.entries(catalog).filter(([number]) => number.startsWith(digit))
    if (entries.length > 0) lines.push(`## ${digit}xxx ${title}`, '', ...entries.flatMap(section))
  }
  return `${lines.join('\n').trimEnd()}\n`
}

/** The types: which codes there are, and the names of the parameters of each message. */
function renderTypes(catalog) {
  const union = (names) => (names.length === 0 ? 'never' : names.map((name) => `'${name}'`).join(' | '))
  const rows = Object.entries(catalog).map(([number, { params }]) => `  readonly '${number}': ${union(Object.keys(params))}`)
  const head =
    '/** Printed from errors/catalog.json by `node scripts/docs.mjs`; do not edit. The parameters of each message, by number. */'
  return `${head}\nexport interface MessageParameters {\n${rows.join('\n')}\n}\n`
}

const read = (file) => JSON.parse(readFileSync(file, 'utf8'))
const catalog = read('errors/catalog.json')
const pages = {
  'docs/errors.md': render(catalog),
  'src/errors/codes.ts': renderTypes(catalog),
  'docs/grammar.md': grammarPage(read('formula/grammar.json')),
  'docs/metrics.md': metricsPage(read('formula/metrics.json')),
}
for (const [page, text] of Object.entries(pages)) {
  if (!argv.includes('--check')) writeFileSync(page, text)
  else if (readFileSync(page, 'utf8') !== text) {
    stderr.write(`${page} differs from what it is printed from: run node scripts/docs.mjs and commit it\n`)
    process.exitCode = 1
  }
}
