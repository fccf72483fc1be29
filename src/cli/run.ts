/**
 * One run of the command: words in, exit code out.
 * Data goes to stdout, talk to stderr. Commands are loaded only when they run, so that help answers at once.
 * The process is ended explicitly after the streams are flushed: heads may leave timers and servers behind.
 */
import { version } from '../../package.json'
import { hydraError, onWarning } from '../errors/index.ts'
import { plain } from '../report/index.ts'
import { commandHelp, mainHelp } from './arguments/help.ts'
import { parseWords } from './arguments/parse.ts'
import type { Parsed } from './arguments/types.ts'
import { choice, isGiven } from './arguments/values.ts'
import { loadCommand } from './commands/index.ts'
import type { Context } from './context.ts'
import { exits } from './exit.ts'
import { documentSchema } from './output.ts'
import { reportFault } from './report-fault.ts'
import { columnsOf, showsUnicode } from './terminal/abilities.ts'
import { paintFor } from './terminal/colors.ts'
import { guardEnding, type Ending } from './terminal/ending.ts'
import { createLog, type Log } from './terminal/log.ts'
import { catchSignals } from './terminal/signals.ts'
import { openStreams, type Streams } from './terminal/streams.ts'

const now = (): Date => new Date()

/** Says what stdout failed of. @returns the exit code */
function reportLostOutput(error: NodeJS.ErrnoException, { err }: Streams): number {
  const params = { action: 'write', path: 'stdout', reason: error.message, errno: error.code ?? 'EIO' }
  const fault = hydraError('6002', { ...params, remedy: 'Free space, or send the output elsewhere.' })
  err(`${fault.toString()}\n`)
  return fault.exitCode
}

/** A log for what goes wrong before the words are understood; it looks at them only for the form of its lines. */
function earlyLog(words: readonly string[], { err }: Streams): Log {
  const format = /^--log-format[= ]json$/.test(words.join(' ').match(/--log-format[= ]\w+/)?.[0] ?? '') ? 'json' : 'text'
  return createLog({ format, quiet: false, verbose: false, paint: plain, write: err, now })
}

async function openContext(parsed: Parsed, { out, err }: Streams, leave: Ending['leave']): Promise<Context> {
  const wishes = { off: isGiven(parsed, 'no-color'), env: process.env }
  const [paint, talkPaint] = await Promise.all([paintFor(process.stdout, wishes), paintFor(process.stderr, wishes)])
  const [verbose, quiet] = [isGiven(parsed, 'verbose'), isGiven(parsed, 'quiet')]
  const format = choice(parsed, 'log-format', ['text', 'json'] as const) ?? 'text'
  const terminal = process.stderr.isTTY && process.env['TERM'] !== 'dumb' && format === 'text' && !quiet
  const unicode = { out: showsUnicode(process.stdout, process), err: showsUnicode(process.stderr, process) }
  const bar = { write: err, columns: () => columnsOf(process.stderr), paint: talkPaint, terminal, unicode: unicode.err }
  const log = createLog({ format, quiet, verbose, paint: talkPaint, write: err, now })
  const interrupt = catchSignals(
    (name) => log.warning(`${name}: stopping, what is finished is kept; once more to leave at once`),
    leave,
  )
  const common = { parsed, log, out, paint, bar, interrupt, verbose, quiet, now, unicode: unicode.out }
  const columns = columnsOf(process.stdout)
  const sentences = process.stdout.isTTY ? columns : Infinity
  return { ...common, columns, sentences, json: isGiven(parsed, 'json'), cwd: process.cwd(), env: process.env }
}

/** Help and version; undefined when the words ask for neither. */
async function answerAtOnce(parsed: Parsed, { out, err }: Streams): Promise<number | undefined> {
  const { command } = parsed
  if (isGiven(parsed, 'version')) {
    out(isGiven(parsed, 'json') ? `${JSON.stringify({ schema: documentSchema, command: 'version', version })}\n` : `${version}\n`)
    return exits.ok
  }
  if (command !== undefined && !isGiven(parsed, 'help')) return undefined
  const asked = isGiven(parsed, 'help')
  const stream = asked ? process.stdout : process.stderr
  const paint = await paintFor(stream, { off: isGiven(parsed, 'no-color'), env: process.env })
  const options = { columns: Math.min(120, columnsOf(stream)), paint }
  const page = command === undefined ? mainHelp(options) : commandHelp(command, options)
  ;(asked ? out : err)(page)
  return asked ? exits.ok : exits.usage
}

async function runCommand(words: readonly string[], streams: Streams, leave: Ending['leave']): Promise<number> {
  let log = earlyLog(words, streams)
  let verbose = words.includes('--verbose')
  try {
    const parsed = parseWords(words)
    const answered = await answerAtOnce(parsed, streams)
    if (answered !== undefined) return answered
    const engine = choice(parsed, 'engine', ['auto', 'native', 'reference'] as const)
    if (engine !== undefined) process.env['HYDRA_ENGINE'] = engine
    const context = await openContext(parsed, streams, leave)
    ;({ log, verbose } = context)
    onWarning((warning) => context.log.fault(warning))
    const code = await (await loadCommand(parsed.command?.name ?? ''))(context)
    return context.interrupt.exitCode() ?? code
  } catch (error) {
    return reportFault(error, log, verbose)
  }
}

/** @param words - what follows the program's name */
export async function runWords(words: readonly string[]): Promise<never> {
  const { leave } = guardEnding()
  const streams = openStreams()
  const code = await runCommand(words, streams, leave)
  const failure = await streams.flush()
  const last = failure === undefined ? code : reportLostOutput(failure, streams)
  if (failure !== undefined) await streams.flush()
  return leave(last)
}
