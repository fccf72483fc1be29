/**
 * The same lines for a terminal that shows ASCII only: each of our signs becomes one that looks like it and is as wide.
 * Names keep their own characters: a name that cannot be shown is better than one that was changed.
 */

const pairs: readonly (readonly [signs: string, ascii: string])[] = [
  ['▁▂▃▄▅▆▇█', '._-=+*%#'],
  ['▏▎▍▌▋▊▉', '....:::'],
  ['◆●○', '*@o'],
  ['│└─→…–', '|+->~-'],
]

const signs = new Map(pairs.flatMap(([from, to]) => Array.from(from, (sign, i) => [sign, to[i] ?? '?'] as const)))
const any = new RegExp(`[${[...signs.keys()].join('')}]`, 'gu')

/** A line without our signs; as many columns as before. */
export const asciiLine = (line: string): string => line.replace(any, (sign) => signs.get(sign) ?? sign)
