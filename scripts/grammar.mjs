#!/usr/bin/env node
// Prints the tables of the core, crates/hydra-core/src/formula/grammar.rs, from formula/grammar.json. `--check`: fails when what is
// committed differs. The tables stand in macros and matches that rustfmt leaves as they are. What the core has no name for is refused here.
import { readFileSync, writeFileSync } from 'node:fs'
import process, { argv, stderr } from 'node:process'

const path = 'crates/hydra-core/src/formula/grammar.rs'
const mostArguments = 255
/** `word` of text.rs reads no further. */
const longestWord = 32
const wanted = ['number', 'boolean', 'string', 'series', 'any', 'digits', 'rows', 'weight', 'probability']

const pascal = (name) => name.replace(/(^|_)(\w)/g, (_, __, letter) => letter.toUpperCase())
const quoted = (text) => JSON.stringify(text)
const whole = (x) => String(x).replace(/\B(?=(\d{3})+$)/g, '_')

function refuse(what) {
  throw new Error(`formula/grammar.json: ${what}; teach scripts/grammar.mjs and crates/hydra-core/src/formula to know it`)
}

function plainWord(word) {
  const isPlain = word.length <= longestWord && [...word].every((c) => c >= ' ' && c <= '~')
  return isPlain ? word : refuse(`${quoted(word)} is not ASCII, or longer than ${longestWord}`)
}

/** A function from a word to what the table says of it. */
const lookUp = (doc, name, type, rows, shown = quoted) => [
  `/// ${doc}`,
  `pub fn ${name}(word: &str) -> Option<${type}> {`,
  '    Some(match word {',
  ...rows.map(([word, value]) => `        ${quoted(plainWord(word))} => ${shown(value)},`),
  '        _ => return None,',
  '    })',
  '}',
  '',
]

/** Those that the front end counts. */
const counted = ['text', 'nesting', 'nodes', 'arguments']

const limits = (table) =>
  counted.flatMap((name) => [
    `/// See \`Limits\`: ${name}.`,
    `pub const ${name.toUpperCase()}: Limit = Limit {`,
    `    standard: ${whole(table[name].standard)},`,
    `    most: ${whole(table[name].most)},`,
    '};',
    '',
  ])

function operators(table) {
  const infix = table.filter(({ associativity }) => associativity !== 'prefix')
  const own = [...infix.map(({ text }) => [text, text]), ['!', '!']]
  const others = table.flatMap(({ text, also }) => also.map((other) => [other, text]))
  const levels = [...new Map(table.map(({ node, level }) => [node, level]))]
  return [
    ...lookUp('The kind of node that an operator between operands makes.', 'infix_node', 'NodeKind', infix.map(({ text, node }) => [text, node]), (node) => `NodeKind::${pascal(node)}`), // prettier-ignore
    ...lookUp('An operator of signs, by one of its writings: `&&` is `and`.', 'operator', "&'static str", [...own, ...others]),
    '/// Low binds loosely; calls, literals and names are above all.',
    'pub const fn level(kind: NodeKind) -> u8 {',
    '    match kind {',
    ...levels.map(([node, level]) => `        NodeKind::${pascal(node)} => ${level},`),
    '        _ => 11,',
    '    }',
    '}',
    '',
  ]
}

const end = (word, x) => (x === undefined ? '' : ` ${word} ${x.toFixed(1)}`)

function functionRow({ name, kind, arguments: args, result, unit, atMost = mostArguments, least: low, most: high }) {
  const types = args.map((arg) => arg.replace(/[?*]$/, ''))
  for (const type of types) if (!wanted.includes(type)) refuse(`the argument type ${quoted(type)} of ${name}`)
  const least = args.filter((arg) => !arg.endsWith('?')).length
  const most = args.some((arg) => arg.endsWith('*')) ? atMost : args.length
  const signature = `${quoted(plainWord(name))} ${pascal(kind)} [${types.map(pascal).join(' ')}] ${least} ${most} ${pascal(result)} ${pascal(unit)}`
  return `    ${signature}${end('from', low)}${end('to', high)}`
}

const block = (macro, rows) => [`${macro}! {`, ...rows, '}', '']

const tables = ({ functions, units, suffixes }) => [
  ...block('functions', functions.map(functionRow)),
  ...block(
    'units',
    Object.entries(units).map(
      ([name, { dimension, times, over }]) => `    ${quoted(name)} ${pascal(dimension)} ${times} / ${over}`,
    ),
  ),
  ...block(
    'suffixes',
    Object.entries(suffixes).map(([suffix, unit]) => `    ${quoted(plainWord(suffix))} ${quoted(unit)}`),
  ),
]

const character = (c) =>
  [...c].length === 1 ? `'\\u{${c.codePointAt(0).toString(16)}}'` : refuse(`${quoted(c)} is no character`)

const lookAlikes = (table) => [
  '/// What a character of another alphabet is meant for.',
  "pub fn look_alike(character: char) -> Option<&'static str> {",
  '    Some(match character {',
  ...Object.entries(table).map(([c, meaning]) => `        ${character(c)} => ${quoted(meaning)},`),
  '        _ => return None,',
  '    })',
  '}',
]

function render(table) {
  const { keywords, spellings } = table
  const word = "&'static str"
  const lines = [
    '//! The tables of the formula language: operators with levels, functions with signatures, units, words and limits.',
    '//! Printed from formula/grammar.json by `node scripts/grammar.mjs`; do not edit.  Twin: src/reference/formula/grammar.ts',
    '#![allow(clippy::match_same_arms, reason = "in the order of the table")]',
    '',
    'use super::ast::NodeKind;',
    'use super::table::{Limit, functions, suffixes, units};',
    '',
    ...limits(table.limits),
    ...lookUp('A reserved word, in lower case.', 'keyword', word, keywords.map((name) => [name, name])), // prettier-ignore
    ...lookUp('Digits of a constant.', 'constant', word, Object.entries(table.constants)),
    ...operators(table.operators),
    ...tables(table),
    ...lookUp('What other languages call a function.', 'foreign_function', word, Object.entries(spellings.functions)),
    ...lookUp('What people call a unit.', 'foreign_unit', word, Object.entries(spellings.units)),
    ...lookUp('An operator of other languages, in ours.', 'foreign_operator', word, Object.entries(spellings.operators)),
    ...lookAlikes(spellings.characters),
  ]
  return `${lines.join('\n')}\n`
}

const wantedText = render(JSON.parse(readFileSync('formula/grammar.json', 'utf8')))
if (!argv.includes('--check')) writeFileSync(path, wantedText)
else if (readFileSync(path, 'utf8') !== wantedText) {
  stderr.write(`${path} is not what formula/grammar.json says: run node scripts/grammar.mjs\n`)
  process.exitCode = 1
}
