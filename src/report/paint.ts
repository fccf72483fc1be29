/** Colours as functions handed in, so that the data of a report never hold colour codes; `plain` paints nothing. */

export type Brush = (text: string) => string

export interface Paint {
  readonly bold: Brush
  readonly dim: Brush
  readonly red: Brush
  readonly green: Brush
  readonly yellow: Brush
  readonly cyan: Brush
}

const same: Brush = (text) => text

/** No colours: for files, pipes and tests. */
export const plain: Paint = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same }
