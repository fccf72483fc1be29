/**
 * What a trial used, as a row of numbers: filled where it was measured, copied where it is taken down.
 * Most trials have nothing else to tell: a row costs no object. What is not known is NaN.
 */
export const figurePlaces = {
  wallMs: 0,
  cpuMs: 1,
  heapBytes: 2,
  switches: 3,
  faults: 4,
  /** When it ran, by the study's clock. */
  fromMs: 5,
  toMs: 6,
  /** Calls between which it is divided. */
  calls: 7,
} as const

export const figuresOfTrial = 8
