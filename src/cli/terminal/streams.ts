/**
 * stdout and stderr as the command uses them: a closed pipe (`| head -1`) ends the output quietly, never the work.
 * In: texts. Out: written; `flush` resolves when everything has left the process, so that it may be ended.
 */

export interface Streams {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly flush: () => Promise<void>
}

/** A writer that goes silent once its reader has gone; any other failure of the stream is passed on. */
function writer(stream: NodeJS.WriteStream, onFailure: (error: Error) => void): (text: string) => void {
  let open = true
  stream.on('error', (error: NodeJS.ErrnoException) => {
    const gone = error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED'
    if (open && !gone) onFailure(error)
    open = false
  })
  return (text) => {
    if (open) stream.write(text)
  }
}

const drained = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    if (stream.destroyed || stream.writableLength === 0) resolve()
    else stream.write('', () => resolve())
  })

/** @param onFailure - told when stdout cannot be written for another reason, such as a full disk */
export function openStreams(onFailure: (error: Error) => void): Streams {
  const out = writer(process.stdout, onFailure)
  const err = writer(process.stderr, () => undefined)
  return {
    out,
    err,
    flush: async () => {
      await Promise.all([drained(process.stdout), drained(process.stderr)])
    },
  }
}
