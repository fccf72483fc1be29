/**
 * Where things are in the picture of a study. In: its rows, its width. Out: places in px.
 * Room for texts is reckoned from their columns in a monospaced font, a little wider than the widest there is, so that no font makes them touch.
 */
import { axisOf, type TimeAxis } from '../distribution.ts'
import { visible } from '../../errors/index.ts'
import { clipMiddle, textWidth } from '../width.ts'
import type { Row } from './rows.ts'

/** In px. */
export const sizes = { margin: 16, row: 46, hill: 34, gap: 12, axis: 30, text: 12, small: 11, title: 15 } as const
/** Width of a column of a terminal, as a share of the size of the font. */
const perColumn = 0.64
const mostNameColumns = 28

export interface Layout {
  readonly width: number
  readonly nameColumns: number
  /** Where the plot begins, and how wide it is. */
  readonly left: number
  readonly plot: number
  /** Where the first row begins. */
  readonly top: number
  readonly axis: TimeAxis | undefined
}

/** Columns of a text whatever the font: one that has no picture for a family of emoji draws its members one by one. */
export const columnsOf = (text: string): number => Array.from(text).reduce((sum, sign) => sum + textWidth(sign), 0)

/** A name as the picture shows it. */
export const drawnName = (name: string, columns: number): string => clipMiddle(visible(name), columns, columnsOf)

/** Width of so many columns of text. */
export const pixels = (columns: number, size: number): number => columns * size * perColumn

/** @param top - where the first row begins */
export function layoutOf(rows: readonly Row[], width: number, top: number): Layout {
  const most = Math.min(mostNameColumns, Math.floor((width * 0.3) / (sizes.text * perColumn)))
  const nameColumns = Math.min(most, Math.max(4, ...rows.map(({ head }) => columnsOf(visible(head.name)))))
  const left = sizes.margin + pixels(nameColumns, sizes.text) + sizes.gap
  const right = Math.max(0, ...rows.map(({ figures }) => pixels(columnsOf(figures), sizes.text))) + sizes.margin + sizes.gap
  const axis = axisOf(rows.flatMap(({ distribution }) => distribution ?? []))
  return { width, nameColumns, left, plot: Math.max(40, width - left - right), top, axis }
}

/** Columns of text that fit into the width of the picture. */
export const columnsAt = (width: number, size: number): number => Math.floor((width - 2 * sizes.margin) / (size * perColumn))
