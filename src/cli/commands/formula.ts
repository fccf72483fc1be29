/** `hydra formula check|eval|explain TEXT`: what a formula is, its value for one row or many, what decided it. Pure but for the file of --data. */
import { isHydraError, visible, type HydraError } from '../../errors/index.ts'
import { compileFormula, parseFormula, type Formula, type FormulaValue } from '../../formula/index.ts'
import { refusal } from '../arguments/refusal.ts'
import { isGiven, path, texts } from '../arguments/values.ts'
import type { Context, Run } from '../context.ts'
import { exits } from '../exit.ts'
import { catalogueOf, chosenCatalogue, compileOptions } from '../formula/catalogue.ts'
import { readTable, type Table } from '../formula/data.ts'
import { outcomeOf } from '../formula/outcome.ts'
import { formulaLines, outcomeLines, valueJson, valueText, variablesOf } from '../formula/show.ts'
import { pairs, sayUnused, type Row } from '../formula/values.ts'
import { print } from '../output.ts'

function textOf({ parsed }: Context): string {
  const [action = '', text] = parsed.words
  if (text !== undefined) return text
  throw refusal(
    action,
    'followed by the text of a formula',
    undefined,
    `Write npx hydra-profiler formula ${action} 'cpu_max > 85'.`,
  )
}

/** `--values NAME=VALUE`, again and again, or words behind the text. */
const givenPairs = (parsed: Context['parsed']): readonly string[] => [
  ...(texts(parsed, 'values') ?? []),
  ...parsed.words.slice(2),
]

/** Names of a text, whether it is well formed or not. */
const namesIn = (text: string): string[] => [
  ...new Set(parseFormula(text).ast.nodes.flatMap(({ kind, text: name }) => (kind === 'name' ? [name] : []))),
]

const constants = new Set(['pi', 'e', 'tau', 'inf'])

function compiled({ parsed, log }: Context, text: string, types: Table['types']): Formula {
  const names = namesIn(text).filter((name) => !constants.has(name))
  const rule = compileFormula(text, compileOptions(chosenCatalogue(parsed), types, names))
  for (const warning of rule.warnings) log.fault(warning)
  return rule
}

const faultsOf = (fault: HydraError): readonly HydraError[] => (fault.details['errors'] as HydraError[] | undefined) ?? [fault]

function check(context: Context, text: string): number {
  refuseData(context)
  let rule: Formula
  try {
    rule = compiled(context, text, pairs(givenPairs(context.parsed), catalogueOf(chosenCatalogue(context.parsed))).types)
  } catch (error) {
    if (context.json && isHydraError(error)) {
      print(context, { action: 'check', ok: false, errors: faultsOf(error).map((fault) => fault.toJSON()) }, () => [])
    }
    throw error
  }
  const { needsRows, warnings } = rule
  const more = { needsRows, variables: variablesOf(rule), warnings: warnings.map((warning) => warning.toJSON()) }
  print(context, { action: 'check', ok: true, formula: rule.toJSON(), ...more }, () => formulaLines(rule, context.paint))
  return exits.ok
}

function refuseData({ parsed }: Context): void {
  const file = path(parsed, 'data')
  if (file !== undefined) throw refusal('--data', 'given to eval only', file, 'Write npx hydra-profiler formula eval instead.')
}

function evaluateOne(context: Context, text: string): number {
  const { row, types } = pairs(givenPairs(context.parsed), catalogueOf(chosenCatalogue(context.parsed)))
  const rule = compiled(context, text, types)
  const used = rule.variables.map(({ name }) => name)
  sayUnused(types.keys(), used, context.log)
  const value = rule.evaluate(row)
  const lacking = used.filter((name) => row[name] === undefined)
  if (value === undefined && lacking.length > 0) context.log.info(`no value is known of ${lacking.join(', ')}`)
  const document = { action: 'eval', value: valueJson(value), type: rule.type, unit: rule.unit, lacking }
  print(context, document, () => [valueText(value, rule.unit)])
  return exits.ok
}

/** Which clauses decided the value of one row, and by how much. */
function explain(context: Context, text: string): number {
  refuseData(context)
  const { row, types } = pairs(givenPairs(context.parsed), catalogueOf(chosenCatalogue(context.parsed)))
  const rule = compiled(context, text, types)
  const explanation = rule.explain(row)
  const value = valueJson(explanation.value)
  print(context, { action: 'explain', ...explanation, value }, () => [visible(explanation.text)])
  return exits.ok
}

/** Rows in their order; one that is refused is named by its number. */
function valuesOf({ log }: Context, rule: Formula, rows: readonly Row[]): (FormulaValue | undefined)[] {
  const stepper = rule.start()
  return rows.map((row, i) => {
    try {
      return stepper.push(row)
    } catch (error) {
      log.error(`row ${i + 1} of ${rows.length} is refused`)
      throw error
    }
  })
}

async function evaluateRows(context: Context, text: string, file: string): Promise<number> {
  const given = givenPairs(context.parsed)
  if (given.length > 0)
    throw refusal('--values', 'given without --data', given[0], 'Put the values into the rows, or leave --data out.')
  const { rows, types } = await readTable(file, catalogueOf(chosenCatalogue(context.parsed)))
  const rule = compiled(context, text, types)
  const absent = rule.variables.map(({ name }) => name).filter((name) => !types.has(name))
  if (absent.length > 0) context.log.warning(`the data have no ${absent.join(', ')}`)
  const values = valuesOf(context, rule, rows)
  const outcome = outcomeOf(values, rule.type)
  const isEach = isGiven(context.parsed, 'each')
  const each = isEach ? { values: values.map(valueJson) } : {}
  print(context, { action: 'eval', type: rule.type, unit: rule.unit, ...outcome, absent, ...each }, () =>
    isEach ? values.map((value) => valueText(value, rule.unit)) : outcomeLines(outcome, rule.unit),
  )
  return exits.ok
}

export const run: Run = async (context) => {
  const text = textOf(context)
  if (context.parsed.words[0] === 'check') return check(context, text)
  if (context.parsed.words[0] === 'explain') return explain(context, text)
  const file = path(context.parsed, 'data')
  if (file !== undefined) return evaluateRows(context, text, file)
  if (isGiven(context.parsed, 'each')) throw refusal('--each', 'given with --data', undefined, 'Add --data FILE.')
  return evaluateOne(context, text)
}
