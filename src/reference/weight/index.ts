/** The weight kernel of the reference engine. */
export {
  weightColumnNames,
  weightNotes,
  weightParameters,
  weightPolicies,
  weightRefusals,
  type WeightColumns,
} from './columns.ts'
export { weightColumns } from './weight-columns.ts'
