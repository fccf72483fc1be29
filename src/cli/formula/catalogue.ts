/**
 * Which names a formula may use: the metrics asked for, and what was given by name.
 * `all` is what commands start from: a mistyped metric is found, wherever the formula shall be used. `none` takes every name for a number.
 */
import { metricCatalogues, type FormulaOptions, type FormulaVariable, type MetricCatalogue } from '../../formula/index.ts'
import { choice } from '../arguments/values.ts'
import type { Parsed } from '../arguments/types.ts'

export const catalogueNames = ['all', 'run', 'head', 'reward', 'none'] as const
export type CatalogueName = (typeof catalogueNames)[number]
type Types = ReadonlyMap<string, FormulaVariable['type']>

const everything: MetricCatalogue = { ...metricCatalogues.reward, ...metricCatalogues.head, ...metricCatalogues.run }

export const catalogueOf = (name: CatalogueName): MetricCatalogue =>
  name === 'none' ? {} : name === 'all' ? everything : metricCatalogues[name]

export const chosenCatalogue = (parsed: Parsed): CatalogueName => choice(parsed, 'metrics', catalogueNames) ?? 'all'

/** Catalogues that know a name: where a formula with it can be used. */
export const catalogueKnowing = (name: string): string[] =>
  Object.entries(metricCatalogues).flatMap(([of, catalogue]) => (Object.hasOwn(catalogue, name) ? [of] : []))

/**
 * Options for compiling.
 *
 * @param given - types of the values that were given, by name; what a catalogue knows keeps its type
 * @param names - free names of the text; with `none` those that were not given are numbers
 */
export function compileOptions(chosen: CatalogueName, given: Types, names: readonly string[]): FormulaOptions {
  const own = [...given].filter(([name]) => !Object.hasOwn(catalogueOf(chosen), name))
  const free = chosen === 'none' ? names.filter((name) => !given.has(name)).map((name) => [name, 'number'] as const) : []
  const variables = { ...Object.fromEntries([...free, ...own]), ...catalogueOf(chosen) }
  const units = chosen === 'head' || chosen === 'reward' ? 'warn' : 'error'
  return { variables, units }
}
