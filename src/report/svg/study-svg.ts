/**
 * The distributions of a study as a picture: a row a head, its density, its median and the interval of the median, over one axis.
 * In: a study. Out: one self-contained SVG: no script, no font, no link; light and dark; the same study gives the same bytes.
 * Rows are scaled each to its own peak: the picture shows where times lie and how they spread, not how many there are.
 */
import { hydraError, kindOf, show } from '../../errors/index.ts'
import { wrap } from '../width.ts'
import { axisMarkup, lines, rowMarkup } from './draw.ts'
import { columnsAt, drawnName, layoutOf, sizes } from './layout.ts'
import { element, fixed, textElement } from './markup.ts'
import { caption, description, rowsOf, type SvgStudy } from './rows.ts'
import { styleOf } from './style.ts'

export interface StudySvgOptions {
  /** Above the picture, and its name for those who hear it. @defaultValue the study's name, else 'Times of N heads' */
  readonly title?: string
  /** Width in px, 480 to 4000. @defaultValue 840 */
  readonly width?: number
}

function checkWidth(width: unknown): number {
  if (typeof width === 'number' && width >= 480 && width <= 4000) return width
  throw hydraError('1003', { option: 'width', expected: 'a number from 480 to 4000', got: show(width), type: kindOf(width) }, { where: { option: 'width' } }) // prettier-ignore
}

/** The id of the picture: its parts name each other by it. */
const idOf = (study: SvgStudy): string => `hydra-${study.id.replace(/[^A-Za-z0-9]/g, '').slice(0, 32)}`

/**
 * The distributions of a study as an SVG picture, one row a head, the fastest first.
 *
 * A row shows the density of the good trials from p1 to p99, the median and its distribution-free 95 % interval, and both as text. The axis
 * is logarithmic when its ends differ by more than 10 times. Names are escaped; there is no script and nothing from outside.
 *
 * @param study - from `profile`, `loadStudy` or `importStudy`
 * @param options - title, width in px (480 to 4000)
 * @returns the text of the file; the same study gives the same bytes
 * @throws HYD-1003 the width
 * @example
 * ```ts
 * import { profile, studySvg } from 'hydra-profiler'
 * const study = await profile({ heads: { slice: () => [1, 2, 3].slice(), spread: () => [...[1, 2, 3]] }, trials: 20 })
 * studySvg(study, { title: 'Copying a list' }).startsWith('<svg') // true
 * ```
 * Source: Silverman 1986 for the bandwidth; Hettmansperger and Sheather 1986 for the interval.
 * @since 0.1.0
 */
export function studySvg(study: SvgStudy, options: StudySvgOptions = {}): string {
  const width = checkWidth(options.width ?? 840)
  const rows = rowsOf(study)
  const title = options.title ?? study.name ?? `Times of ${rows.length} ${rows.length === 1 ? 'head' : 'heads'}`
  const axis = layoutOf(rows, width, 0).axis
  const told = wrap(caption(rows, axis), columnsAt(width, sizes.small))
  const top = sizes.margin + sizes.title + 8 + told.length * (sizes.small + 4) + 8
  const layout = layoutOf(rows, width, top)
  const id = idOf(study)
  const height = top + rows.length * sizes.row + sizes.axis
  const frame = { xmlns: 'http://www.w3.org/2000/svg', id, width, height, viewBox: `0 0 ${fixed(width)} ${fixed(height)}`, role: 'img', 'aria-labelledby': `${id}-title ${id}-desc` } // prettier-ignore
  return `${element('svg', frame,
    textElement('title', { id: `${id}-title` }, title),
    textElement('desc', { id: `${id}-desc` }, description(rows, axis)),
    `<style>${styleOf(id)}</style>`,
    element('rect', { class: 'paper', width, height }),
    lines([drawnName(title, columnsAt(width, sizes.title))], sizes.margin + sizes.title - 3, sizes.title, 'ink title'),
    lines(told, sizes.margin + sizes.title + 8 + sizes.small, sizes.small, 'faint caption'),
    axisMarkup(rows.length, layout),
    ...rows.map((row, i) => rowMarkup(row, i, layout)),
  )}\n` // prettier-ignore
}
