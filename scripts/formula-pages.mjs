// Pages of the formula language: docs/grammar.md from formula/grammar.json, docs/metrics.md from formula/metrics.json. Used by docs.mjs.

const printed = (source) => `Printed from \`${source}\` by \`node scripts/docs.mjs\`; do not edit.`
const code = (text) => `\`${text.replaceAll('|', '\\|')}\``
const table = (titles, rows) => [
  `| ${titles.join(' | ')} |`,
  `|${titles.map(() => '---').join('|')}|`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
]
const quoted = (texts) => {
  const all = texts.map((text) => `"${text}"`)
  return all.length === 1 ? all[0] : `( ${all.join(' | ')} )`
}

/** Rules from loose to tight: what binds loosely stands in front. */
function levelsOf(operators) {
  const levels = new Map()
  for (const operator of operators) levels.set(operator.level, [...(levels.get(operator.level) ?? []), operator])
  return [...levels].sort(([a], [b]) => a - b).map(([, of]) => of)
}

const nameOf = (of) => (of[0].node === 'compare' ? 'comparison' : of[0].node)
const texts = (of) => quoted(of.flatMap(({ text, also }) => [text, ...also]))

/** One rule as a railroad: boxes in quotes, `[ ]` a way round, `{ }` a way back. */
function rule(of, next) {
  const [{ node, associativity }] = of
  const name = nameOf(of)
  if (node === 'conditional') return [name, `${next} [ "?" ${name} ":" ${name} ]`]
  if (associativity === 'prefix') return [name, node === 'not' ? `"not" ${name} | ${next}` : `${texts(of)} ${name} | ${next}`]
  if (associativity === 'none') return [name, `${next} [ ${texts(of.filter((one) => one.node !== 'in'))} ${next} | "in" list ]`]
  if (node === 'power') return [name, `${next} [ ${texts(of)} sign ]`]
  return [name, associativity === 'right' ? `${next} [ ${texts(of)} ${name} ]` : `${next} { ${texts(of)} ${next} }`]
}

const below = [
  ['atom', 'number | text | name | word | call | "(" formula ")"'],
  ['list', '"(" formula { "," formula } ")" | "[" formula { "," formula } "]"'],
  ['call', 'dotted "(" [ formula { "," formula } ] ")"'],
  ['name', 'dotted | backticked'],
  ['dotted', 'plain { "." plain }'],
  ['plain', '( letter | "_" ) { letter | digit | "_" }'],
  ['number', 'digits [ "." [ digits ] ] [ exponent ] [ unit ] | "." digits [ exponent ] [ unit ] | "0x" hex'],
  ['digits', 'digit { [ "_" ] digit }'],
  ['exponent', '( "e" | "E" ) [ "+" | "-" ] digits'],
]

function diagram({ operators, keywords, units }) {
  const levels = levelsOf(operators)
  const rules = levels.map((of, i) => rule(of, i + 1 < levels.length ? nameOf(levels[i + 1]) : 'atom'))
  const words = keywords.filter((word) => !['and', 'or', 'not'].includes(word))
  const all = [['formula', nameOf(levels[0])], ...rules, ...below, ['word', quoted(words).slice(2, -2)], ['unit', quoted(Object.keys(units)).slice(2, -2)]] // prettier-ignore
  const width = Math.max(...all.map(([name]) => name.length))
  return ['```', ...all.map(([name, text]) => `${name.padEnd(width)} = ${text}`), '```']
}

const kinds = {
  scalar: 'Numbers',
  choice: 'Choice',
  string: 'Texts',
  series: 'Series to a number',
  window: 'Rows in order',
}
const unitRules = {
  keep: 'that of the first argument', none: 'none', one: 'that of all arguments, which must fit', drop: 'none; a unit given is dropped (HYD-2054)',
  root2: 'the square root of it', root3: 'the cube root of it', power: 'raised with the number', square: 'the square of it', rate: 'the first by the second', angle: 'none; both must fit',
} // prettier-ignore

const signature = ({ name, arguments: args }) => code(`${name}(${args.join(', ')})`)

/** `any*` is one to many, `rows` a literal. */
const functions = (list) =>
  Object.entries(kinds).flatMap(([kind, title]) => [
    `### ${title}`,
    '',
    ...table(
      ['function', 'gives', 'unit of the result'],
      list.filter((entry) => entry.kind === kind).map((entry) => [signature(entry), entry.result === 'same' ? 'the type of its choices' : entry.result, unitRules[entry.unit] ?? entry.unit]),
    ),
    '',
  ]) // prettier-ignore

const scale = ({ dimension, times, over }) => {
  const base = { time: 'ns', bytes: 'B', ratio: '' }[dimension]
  return `${over === 1 ? times : `${times}/${over}`} ${base}`.trim()
}

export function grammarPage(grammar) {
  const { operators, limits, suffixes, units, constants, spellings } = grammar
  const listed = (record) => Object.entries(record).map(([other, ours]) => `${code(other)} ${code(ours)}`).join(', ') // prettier-ignore
  return [
    '# Grammar of formulas',
    '',
    `${printed('formula/grammar.json')} What it means stands in [formula.md](formula.md).`,
    '',
    '`[ ]` may be left out, `{ }` may stand any number of times, `|` is one of them. Words are read in any letter case; blanks and `#` comments may stand between all parts but those of a number or name. A unit is glued to its number.',
    '',
    ...diagram(grammar),
    '',
    'text: between `\'` or `"`, on one line, with `\\\\ \\\' \\" \\n \\t \\u{...}`. backticked: any name between backticks, such as `` `p95-latency` ``. hex: digits 0 to 9, a to f.',
    '',
    '## Operators',
    '',
    ...table(
      ['level', 'operator', 'makes', 'goes', 'operands'],
      operators.map(({ level, text, also, node, associativity, types }) => [level, [text, ...also].map(code).join(' '), node, associativity, types]), // prettier-ignore
    ),
    '',
    '`chain`: left to right, one node for a whole chain. `none`: does not chain. `right`: right to left.',
    '',
    '## Functions',
    '',
    'Arguments: `?` may be left out, `*` is one to many, `digits` a whole literal from -15 to 15, `rows` one from 1 to 1000000, `weight` a literal above 0 and at most 1, `probability` a number from 0 to 1.',
    '',
    ...functions(grammar.functions),
    '## Units',
    '',
    ...table(['unit', 'is'], Object.entries(units).map(([name, unit]) => [code(name), scale(unit)])), // prettier-ignore
    '',
    `Ends of names that tell a unit: ${listed(suffixes)}.`,
    '',
    '## Constants and limits',
    '',
    `Constants, unless declared as variables: ${Object.entries(constants).map(([name, digits]) => `${code(name)} ${digits}`).join(', ')}.`, // prettier-ignore
    '',
    ...table(['limit', 'standard', 'at most'], Object.entries(limits).map(([name, { standard, most }]) => [name, standard, most])), // prettier-ignore
    '',
    '## What other languages write',
    '',
    'Each is refused, with the word of ours in the hint.',
    '',
    ...Object.entries(spellings).map(([what, record]) => `- ${what}: ${listed(record)}`),
    '',
  ].join('\n')
}

const titles = {
  run: ['`runMetrics`: one run of a command', 'Alerts and gates speak of these.'],
  head: ['`headMetrics`: one head', '`weigh({ formula })` speaks of these, and of the metrics that heads report under their own names.'],
  reward: ['`rewardMetrics`: one observation', 'Rewards speak of these.'],
} // prettier-ignore

const bounds = ({ type, min, max, integer }) => {
  if (type !== 'number') return ''
  const range = min === undefined ? (max === undefined ? 'any' : `at most ${max}`) : max === undefined ? `from ${min}` : `${min} to ${max}` // prettier-ignore
  return integer === true ? `${range}, whole` : range
}

export function metricsPage(catalogues) {
  const pages = Object.entries(titles).flatMap(([key, [title, text]]) => [
    `## ${title}`,
    '',
    text,
    '',
    ...table(
      ['name', 'type', 'unit', 'values', 'meaning'],
      catalogues[key].map((metric) => [code(metric.name), metric.type, metric.unit ?? '', bounds(metric), metric.description]),
    ),
    '',
  ])
  return [
    '# Metrics by name',
    '',
    `${printed('formula/metrics.json')} The catalogues are exported, frozen: \`runMetrics\`, \`headMetrics\`, \`rewardMetrics\`, for \`compileFormula(text, { variables })\`.`,
    '',
    ...pages,
  ].join('\n')
}
