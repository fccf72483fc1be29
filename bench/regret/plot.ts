/**
 * Regret over time as a drawing: one panel a problem, one line a player.
 * In: mean regret along the way, by problem and player. Out: SVG text, small enough to lie in docs/. A player who loses far more leaves the panel.
 */
import { steps, stride } from './play.ts'

export type Paths = ReadonlyMap<string, ReadonlyMap<string, Float64Array>>

const [width, height, left, top, gap] = [250, 190, 40, 34, 56]
const colours = ['#0b6e4f', '#c0392b', '#2c6fbb', '#8e44ad', '#b7791f', '#555555']

/** 1, 2 or 5 times a power of ten, about a quarter of the range. */
function tickOf(most: number): number {
  const raw = most / 4
  const base = 10 ** Math.floor(Math.log10(raw))
  return [1, 2, 5, 10].map((x) => x * base).find((x) => x >= raw)!
}

/** The top of a panel: what the second worst player loses, and a little more. */
function topOf(paths: ReadonlyMap<string, Float64Array>): number {
  const ends = [...paths.values()].map((path) => path.at(-1)!).sort((a, b) => b - a)
  return 1.1 * (ends[Math.min(1, ends.length - 1)] ?? 1)
}

function panel(name: string, paths: ReadonlyMap<string, Float64Array>, place: number): string {
  const x0 = left + place * (width + gap)
  const most = topOf(paths)
  const tick = tickOf(most)
  const y = (value: number): number => top + height * (1 - value / most)
  const x = (step: number): number => x0 + (width * step) / steps
  const parts = [
    `<text x="${x0}" y="${top - 10}" class="t">${name}</text>`,
    `<clipPath id="c${place}"><rect x="${x0}" y="${top}" width="${width}" height="${height}"/></clipPath>`,
    `<path d="M${x0} ${top}V${top + height}H${x0 + width}" class="a"/>`,
  ]
  for (let value = 0; value <= most; value += tick)
    parts.push(`<text x="${x0 - 5}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${Number(value.toPrecision(6))}</text>`)
  for (const step of [0, steps / 2, steps])
    parts.push(`<text x="${x(step).toFixed(1)}" y="${top + height + 15}" text-anchor="middle">${step}</text>`)
  const lines = [...paths.values()].map((path, i) => {
    const points = Array.from(path, (value, at) => `${x((at + 1) * stride).toFixed(1)},${y(value).toFixed(1)}`)
    return `<polyline points="${x0},${top + height} ${points.join(' ')}" stroke="${colours[i % colours.length]}" clip-path="url(#c${place})"/>`
  })
  return [...parts, ...lines].join('\n')
}

export function draw(paths: Paths, title: string): string {
  const panels = [...paths].map(([name, own], place) => panel(name, own, place))
  const full = left + paths.size * (width + gap)
  const players = [...(paths.values().next().value?.keys() ?? [])]
  const legend = players.map((name, i) => {
    const at = left + i * 130
    return `<path d="M${at} ${top + height + 36}h18" stroke="${colours[i % colours.length]}" class="l"/><text x="${at + 23}" y="${top + height + 40}">${name}</text>`
  })
  const style =
    'text{font:11px sans-serif;fill:#333}.t{font-weight:bold}.a{fill:none;stroke:#999}polyline,.l{fill:none;stroke-width:1.8}'
  const sheet = `<rect width="100%" height="100%" fill="#fff"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${full} ${top + height + 54}" role="img"><title>${title}</title><style>${style}</style>\n${sheet}\n${[...panels, ...legend].join('\n')}\n</svg>\n`
}
