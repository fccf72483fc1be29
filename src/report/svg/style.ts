/**
 * How the picture looks: light, or dark where the reader's system is. Colours only help: position and words say everything.
 * Every rule begins with the id of the picture, so that one put into a page changes nothing else there.
 */

const light = { paper: '#ffffff', ink: '#1f2328', faint: '#59636e', line: '#d1d9e0', hill: '#b6d4fe', edge: '#0a58ca', bar: '#0a58ca', best: '#b7e4c7', bestEdge: '#1a7f37' } // prettier-ignore
const dark = { paper: '#0d1117', ink: '#f0f6fc', faint: '#9198a1', line: '#3d444d', hill: '#1d3557', edge: '#79b8ff', bar: '#79b8ff', best: '#14432a', bestEdge: '#56d364' } // prettier-ignore

type Colours = Readonly<Record<keyof typeof light, string>>

function rules(id: string, { paper, ink, faint, line, hill, edge, bar, best, bestEdge }: Colours): string {
  const of = (name: string, text: string): string => `#${id} .${name}{${text}}`
  return [
    of('paper', `fill:${paper}`), of('ink', `fill:${ink}`), of('faint', `fill:${faint}`), of('line', `stroke:${line}`),
    of('hill', `fill:${hill};stroke:${edge}`), of('bar', `fill:${bar}`), of('median', `stroke:${ink}`),
    of('best .hill', `fill:${best};stroke:${bestEdge}`), of('best .bar', `fill:${bestEdge}`),
  ].join('') // prettier-ignore
}

/** The contents of the style element. */
export function styleOf(id: string): string {
  const fonts = `#${id} text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}`
  return `${fonts}${rules(id, light)}@media (prefers-color-scheme:dark){${rules(id, dark)}}`
}
