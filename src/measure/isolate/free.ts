/**
 * Which names a function takes from outside itself: its free variables.
 * In: the source of a function. Out: names, those of the language and of Node left out; empty when there are none.
 * How: every word of the source is imported from a module that there is not, and the source is transformed by the parser of jiti (which
 * loads configurations): what is bound inside stays as it is, what is free becomes a reference to that module, by the rules of scope.
 * Why not run it: nothing of a study may run before its options were accepted, and one run shows one path only.
 */
import { runInNewContext } from 'node:vm'

const reserved = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for function if ' +
    'implements import in instanceof interface let new null package private protected public return static super switch this throw ' +
    'true try typeof var void while with yield arguments eval undefined NaN Infinity'
  ).split(' '),
)

const ofNode = (
  'AbortController AbortSignal Blob BroadcastChannel Buffer ByteLengthQueuingStrategy CompressionStream CountQueuingStrategy Crypto ' +
  'CryptoKey CustomEvent DOMException DecompressionStream Event EventTarget File FormData Headers MessageChannel MessageEvent MessagePort ' +
  'Performance PerformanceEntry PerformanceMark PerformanceMeasure PerformanceObserver ReadableStream Request Response SubtleCrypto ' +
  'TextDecoder TextDecoderStream TextEncoder TextEncoderStream TransformStream URL URLSearchParams WebAssembly WebSocket WritableStream ' +
  'atob btoa clearImmediate clearInterval clearTimeout console crypto fetch global globalThis navigator performance process ' +
  'queueMicrotask setImmediate setInterval setTimeout structuredClone'
).split(' ')

const known = new Set([...ofNode, ...(runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[])])

/** Words that may be names; what stands in texts and comments among them does no harm. */
function wordsOf(source: string): string[] {
  const words = new Set(source.match(/[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu) ?? [])
  return [...words].filter((word) => !reserved.has(word) && !known.has(word))
}

const origin = 'hydra-free-names'

/** What the parser made of it; undefined when it could not read the source. */
async function transformed(words: readonly string[], expression: string): Promise<string | undefined> {
  const { createJiti } = await import('jiti')
  const source = `import { ${words.join(', ')} } from '${origin}'\nexport default (${expression}\n)`
  const code = createJiti(process.cwd(), { fsCache: false }).transform({ source, filename: 'head.mjs', async: true })
  return code.includes('__JITI_ERROR__') ? undefined : code
}

/**
 * The free variables of a function.
 *
 * @param source - as `toString` gives it: an expression, or a method
 * @returns in order of appearance; undefined when the source cannot be read (then running it shows)
 */
export async function freeNames(source: string): Promise<string[] | undefined> {
  const words = wordsOf(source)
  if (words.length === 0) return []
  const code = (await transformed(words, source)) ?? (await transformed(words, `{${source}}`))
  if (code === undefined) return undefined
  const uses = (word: string): boolean =>
    code.includes(`"${word}" + '" is read-only.'`) ||
    new RegExp(`_hydraFreeNames\\.${word.replaceAll('$', '\\$')}(?![\\w$])`).test(code)
  return words.filter(uses)
}
