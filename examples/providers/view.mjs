// What a selector does, for people: a table that is drawn again in place on a terminal, one line a second elsewhere.
const bar = (share) => '#'.repeat(Math.round(share * 30)).padEnd(30, '.')

export function rowsOf(selector) {
  return selector.heads.map((head) => {
    const { state, weight, picks, mean, ejections, reason } = selector.explain(head)
    return { head, state, share: weight, picks, meanReward: mean ?? null, ejections, reason }
  })
}

const table = (selector, seconds, events) => [
  `${seconds.toFixed(1).padStart(5)} s   share of picks`,
  ...rowsOf(selector).map(
    ({ head, state, share, picks }) =>
      `${head.padEnd(7)} ${state.padEnd(9)} ${bar(share)} ${(100 * share).toFixed(1).padStart(5)} %  ${String(picks).padStart(6)} picks`,
  ),
  ...events.slice(-5).map((text) => `  ${text}`),
]

const line = (selector, seconds) =>
  `${seconds.toFixed(1)} s  ${rowsOf(selector)
    .map(({ head, state, share }) => `${head} ${(100 * share).toFixed(0)} % ${state}`)
    .join(', ')}`

/** Draws to stdout; `draw` is called as often as one likes. */
export function viewOf(selector, stream = process.stdout) {
  const events = []
  let height = 0
  let printedAt = -1
  return {
    tell(text) {
      events.push(text)
      if (!stream.isTTY) stream.write(`${text}\n`)
    },
    draw(seconds) {
      if (stream.isTTY) {
        const lines = table(selector, seconds, events)
        stream.write(`${height > 0 ? `\u001b[${height}A\u001b[J` : ''}${lines.join('\n')}\n`)
        height = lines.length
      } else if (Math.floor(seconds) > printedAt) {
        printedAt = Math.floor(seconds)
        stream.write(`${line(selector, seconds)}\n`)
      }
    },
  }
}
