/**
 * Takes out of a text what says where and by whom it was made: absolute paths, names of hosts and users.
 * In: a text and the words to take out. Out: the text with `…` in their place; of a path its last part stays.
 * Words count only as whole words, so that a user called `min` leaves `minutes` alone.
 */

const unixPath = /(?<![\w.~:/…])(?:~|\.{1,2})?(?:\/[^\s/'"`,;:|]+)+\/?/g
const windowsPath = /\b[A-Za-z]:[\\/][^\s'"`,;|]+|\\\\[^\s'"`,;|]+/g
const special = /[.*+?^${}()|[\]\\]/g

const lastPart = (path: string): string => {
  const parts = path.split(/[\\/]/).filter((part) => part !== '')
  return parts.length === 0 ? path : `…/${parts.at(-1) ?? ''}`
}

/**
 * @param words - names of hosts and users; those of one letter are left
 * @example
 * sanitise('/home/ada/data.txt on babbage', ['ada', 'babbage']) // '…/data.txt on …'
 * @since 0.1.0
 */
export function sanitise(text: string, words: readonly string[]): string {
  const bare = text.replace(windowsPath, lastPart).replace(unixPath, lastPart)
  return words
    .filter((word) => word.length > 1)
    .reduce(
      (rest, word) =>
        rest.replace(new RegExp(`(?<![\\p{L}\\p{N}_])${word.replace(special, '\\$&')}(?![\\p{L}\\p{N}_])`, 'giu'), '…'),
      bare,
    )
}
