/** The shape of the table that feeds the parser, the help pages, the completion scripts and "did you mean". */

export interface Option {
  readonly name: string
  /** One letter. */
  readonly short?: string
  /** Other long names. */
  readonly alias?: readonly string[]
  /** What stands for the value in help: `N`, `FILE`. An option without one is a switch. */
  readonly value?: string
  /** Of a switch that may be given a value by `=`: what stands for it in help. */
  readonly optionalValue?: string
  /** May be given several times. */
  readonly repeat?: boolean
  /** The only values there are. */
  readonly values?: readonly string[]
  /** What a shell completes the value with. */
  readonly completes?: 'file' | 'folder'
  /** What holds when it is left out, as people read it. */
  readonly default?: string
  readonly help: string
}

export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** What follows the name in the usage line. */
  readonly usage: string
  /** Paragraphs of the help page. */
  readonly text: readonly string[]
  readonly options: readonly Option[]
  /** Words that are not options: how many at most, and which ones when they are fixed. */
  readonly words?: { readonly most: number; readonly values?: readonly string[] }
  readonly examples: readonly (readonly [command: string, meaning: string])[]
}

/** What was typed: options by their first name; switches are `true`; repeated ones keep all their values. */
export interface Parsed {
  readonly command: Command | undefined
  readonly given: ReadonlyMap<string, true | readonly string[]>
  readonly words: readonly string[]
}
