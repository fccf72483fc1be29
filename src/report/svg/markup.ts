/**
 * SVG as text. In: names, attributes, contents. Out: elements, escaped so that no text can become markup.
 * Numbers have at most two decimals, so that the same study gives the same bytes, and few of them.
 */
import { visible } from '../../errors/index.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** What XML cannot hold at all: halves of characters, and two that are none. Control characters are shown before. */
const impossible = /\p{Surrogate}|[\ufffe\uffff]/gu

/** A text as contents or as an attribute. */
export const escapeXml = (text: string): string =>
  visible(text)
    .replace(impossible, '\ufffd')
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)

/** A coordinate. */
export const fixed = (value: number): string => String(Number(value.toFixed(2)))

export type Attributes = Readonly<Record<string, string | number>>

const attributesText = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? fixed(value) : escapeXml(value)}"`)
    .join('')

/** An element; its contents are elements already. */
export const element = (name: string, attributes: Attributes, ...contents: readonly string[]): string =>
  contents.length === 0
    ? `<${name}${attributesText(attributes)}/>`
    : `<${name}${attributesText(attributes)}>${contents.join('')}</${name}>`

/** An element with a text in it. */
export const textElement = (name: string, attributes: Attributes, text: string): string =>
  element(name, attributes, escapeXml(text))
