/**
 * The second SIGINT or SIGTERM while a head holds the main thread: nobody there hears it, so a thread of its own does.
 * In: nothing. Out: the process ends with 128 + the number of the signal, in the middle of the head's loop; where that is not heard either
 * (native code that does not return), it is killed. A main thread that hears signals by itself leaves before.
 * Why process.binding: a thread gets signals only so; where a version of Node has it no more, the second signal is heard at the limit of
 * the call, as the first one is.
 */
import { Worker } from 'node:worker_threads'
import { callable, leaveNow } from '../../measure/index.ts'

/** For the main thread to leave by itself, and to answer. */
const [ownMs, answerMs] = [250, 1000]

const code = `
  const { workerData: { pid, expression, ownMs, answerMs } } = require('node:worker_threads')
  function leave(number) {
    setTimeout(() => process.kill(pid, 'SIGKILL'), answerMs)
    const { Session } = require('node:inspector')
    const session = new Session()
    session.connectToMainThread()
    session.post('Runtime.evaluate', { expression: expression + (128 + number) + ')', silent: true })
  }
  let heard = 0
  function hear(number, Signal) {
    const signal = new Signal()
    signal.onsignal = () => void ((heard += 1) === 2 && setTimeout(() => leave(number), ownMs))
    signal.start(number)
  }
  process.noDeprecation = true
  try {
    const { Signal } = process.binding('signal_wrap')
    hear(2, Signal)
    hear(15, Signal)
  } catch {}`

/** Listens from here on. @returns what ends that */
export function hearSecondSignal(): () => void {
  const { expression, close } = callable((exitCode) => leaveNow(exitCode))
  const workerData = { pid: process.pid, expression, ownMs, answerMs }
  const worker = new Worker(code, { eval: true, execArgv: [], env: {}, workerData })
  worker.unref()
  return () => {
    close()
    void worker.terminate()
  }
}
