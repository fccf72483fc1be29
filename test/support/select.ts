/** The select room and how its errors are told, for its tests. */
export * from '../../src/select/index.ts'
export { isHydraError } from '../../src/errors/index.ts'
