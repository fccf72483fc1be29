/**
 * The instructions of formula programs: one table.
 * A signature says what an instruction reads and writes: `n` a number that is not constant beside another constant, `v` a number of any kind,
 * `k` a constant number of digits, `m` a mask, `i` 0, 1 or 2 as it stands, `t` a later instruction; after `=` the kind of the result.
 * Numbers are stable: a stored program means the same for ever; a new meaning is a new number.  Twin: crates/hydra-core/src/formula/opcode.rs
 */
export const opcodes = [
  [1, 'add', 'nn=n'],
  [2, 'subtract', 'nn=n'],
  [3, 'multiply', 'nn=n'],
  [4, 'divide', 'nn=n'],
  [5, 'remainder', 'nn=n'],
  [6, 'min', 'nn=n'],
  [7, 'max', 'nn=n'],
  [8, 'power', 'nn=n'],
  [9, 'coalesce', 'nn=n'],
  [10, 'round', 'nk=n'],
  [16, 'copy', 'v=n'],
  [17, 'negate', 'n=n'],
  [18, 'abs', 'n=n'],
  [19, 'sign', 'n=n'],
  [20, 'floor', 'n=n'],
  [21, 'ceil', 'n=n'],
  [22, 'trunc', 'n=n'],
  [23, 'sqrt', 'n=n'],
  [24, 'exp', 'n=n'],
  [25, 'ln', 'n=n'],
  [26, 'log1p', 'n=n'],
  [27, 'expm1', 'n=n'],
  [32, 'less', 'nn=m'],
  [33, 'lessEqual', 'nn=m'],
  [34, 'greater', 'nn=m'],
  [35, 'greaterEqual', 'nn=m'],
  [36, 'equal', 'nn=m'],
  [37, 'notEqual', 'nn=m'],
  [38, 'isMissing', 'n=m'],
  [48, 'and', 'mm=m'],
  [49, 'or', 'mm=m'],
  [50, 'not', 'm=m'],
  [51, 'maskEqual', 'mm=m'],
  [52, 'maskNotEqual', 'mm=m'],
  [53, 'maskCoalesce', 'mm=m'],
  [54, 'maskIsMissing', 'm=m'],
  [55, 'maskCopy', 'm=m'],
  [56, 'maskFill', 'i=m'],
  [64, 'select', 'mvv=n'],
  [65, 'maskSelect', 'mmm=m'],
  [72, 'skipIfFalse', 'mt='],
  [73, 'skipIfTrue', 'mt='],
  [80, 'log2', 'n=n'],
  [81, 'log10', 'n=n'],
  [82, 'cbrt', 'n=n'],
  [83, 'sin', 'n=n'],
  [84, 'cos', 'n=n'],
  [85, 'tan', 'n=n'],
  [86, 'asin', 'n=n'],
  [87, 'acos', 'n=n'],
  [88, 'atan', 'n=n'],
  [89, 'sinh', 'n=n'],
  [90, 'cosh', 'n=n'],
  [91, 'tanh', 'n=n'],
  [92, 'asinh', 'n=n'],
  [93, 'acosh', 'n=n'],
  [94, 'atanh', 'n=n'],
  [96, 'hypot', 'nn=n'],
  [97, 'atan2', 'nn=n'],
] as const

export type OpName = (typeof opcodes)[number][1]

/** Name and signature by number. */
export const opByCode: ReadonlyMap<number, readonly [name: OpName, signature: string]> = new Map(
  opcodes.map(([code, name, signature]) => [code, [name, signature]]),
)

/** Number and signature by name. */
export const opByName: ReadonlyMap<OpName, readonly [code: number, signature: string]> = new Map(
  opcodes.map(([code, name, signature]) => [name, [code, signature]]),
)

/** The table as text, a line an instruction, for the test that compares both engines. */
export const opcodeLines = (): string[] => opcodes.map(([code, name, signature]) => `${code} ${name} ${signature}`)
