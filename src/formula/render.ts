/** Faults as HydraErrors: the sentence of their reason, the place, the caret, what was expected, what may have been meant. */
import { HydraError, hydraError, visible, type ErrorNumber } from '../errors/index.ts'
import type { FormulaFault } from '../reference/formula/fault.ts'
import { placeOf } from './place.ts'
import { reasons } from './reasons.ts'

/** Numbers whose message is a sentence and a place. */
type FaultNumber = Extract<ErrorNumber, '2001' | '2002' | '2003' | '2004' | '2005' | '2008' | '2009' | '2010' | '2011' | '2012' | '2013' | '2014' | '2051' | '2052' | '2053' | '2054' | '2055' | '2056'> // prettier-ignore

const longestValue = 60
/** Reasons of claims are sentences of ours, whose own parts are cut already. */
const longestReason = 400
const cutAt = (text: string, most: number): string => visible(text.length > most ? `${text.slice(0, most)}…` : text)
const clip = (text: string): string => cutAt(text, longestValue)
const isClaim = (code: number): boolean => code === 2051 || code === 2052

function fill(sentence: string, { code, values, suggestions }: FormulaFault): string {
  const most = isClaim(code) ? longestReason : longestValue
  return sentence
    .replaceAll(/\{(\d)\}/g, (_, place: string) => cutAt(values[Number(place)] ?? '', most))
    .replaceAll('{s}', () => suggestions.map(clip).join(' or '))
}

const hintOf = (fault: FormulaFault, hint: string): string =>
  fault.suggestions.length > 0 && !hint.includes('{s}')
    ? `Did you mean ${fault.suggestions.map(clip).join(', ')}?`
    : fill(hint, fault)

export function renderFault(text: string, fault: FormulaFault, name: string | undefined): HydraError {
  const { what, hint, expected } = reasons[fault.reason]!
  const { line, column, caret } = placeOf(text, fault.start, fault.end)
  const place = `line ${line}, column ${column}${name === undefined ? '' : ` of "${clip(name)}"`}`
  const where = { line, column, offset: fault.start, length: fault.end - fault.start }
  const details = { caret, expected: expected === undefined ? [] : [fill(expected, fault)], suggestions: fault.suggestions }
  const params = { what: fill(what, fault), place, hint: hintOf(fault, hint) }
  return hydraError(String(fault.code) as FaultNumber, params, { where, details })
}

/** The first fault, with all of them in its details where there are several. */
export function renderFaults(text: string, faults: readonly FormulaFault[], name: string | undefined): HydraError {
  const errors = faults.map((fault) => renderFault(text, fault, name))
  const first = errors[0]!
  if (errors.length === 1) return first
  const { message, hint, where, details } = first
  return new HydraError(String(faults[0]!.code) as ErrorNumber, message, hint, { where, details: { ...details, errors } })
}
