/**
 * V8's CPU profiler of this thread, through the inspector.
 * In: what to run. Out: the profile of that time. Opened once for a study, closed whatever happens.
 * Why functions are not inlined meanwhile: V8 charges what it has inlined to the function around it, so a hot helper would not be seen.
 * Code that was optimised before is thrown away first (by turning precise coverage on and off, which does that and nothing else), and
 * afterwards once more, so that what runs later is as fast as ever. Calls are slower so; shares, not times, are what a profile is for.
 */
import type { Session } from 'node:inspector'
import { setFlagsFromString } from 'node:v8'
import type { V8CpuProfile } from '../study/index.ts'

const samplingUs = 100

export interface Profiler {
  record<T>(run: () => Promise<T>): Promise<readonly [T, V8CpuProfile]>
  close(): Promise<void>
}

type Post = (method: string, parameters?: object) => Promise<unknown>

function hydraCpuPost(session: Session): Post {
  return (method, parameters) =>
    new Promise((resolve, reject) => {
      session.post(method, parameters ?? {}, (error, result) => (error === null ? resolve(result) : reject(error)))
    })
}

/** Another program's coverage would be lost: its code then stays as it is. */
const isCovered = (): boolean => process.env['NODE_V8_COVERAGE'] !== undefined

async function forgetOptimised(post: Post): Promise<void> {
  if (isCovered()) return
  await post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  await post('Profiler.stopPreciseCoverage')
}

/** From version 22 on Node has a second compiler that inlines. */
const hasMaglev = Number(process.versions.node.split('.')[0]) >= 22

function setInlining(on: boolean): void {
  setFlagsFromString(on ? '--turbo-inlining' : '--no-turbo-inlining')
  if (hasMaglev) setFlagsFromString(on ? '--maglev-inlining' : '--no-maglev-inlining')
}

const isProfile = (value: unknown): value is { readonly profile: V8CpuProfile } =>
  typeof value === 'object' && value !== null && 'profile' in value

async function hydraCpuRecord<T>(post: Post, run: () => Promise<T>): Promise<readonly [T, V8CpuProfile]> {
  await post('Profiler.start')
  let stopped: unknown
  let result: T
  try {
    result = await run()
  } finally {
    stopped = await post('Profiler.stop')
  }
  if (!isProfile(stopped)) throw new TypeError('the inspector gave no profile')
  return [result, stopped.profile]
}

/** @throws where Node was built without the inspector */
export async function openProfiler(): Promise<Profiler> {
  const { Session } = await import('node:inspector')
  const session = new Session()
  session.connect()
  const post = hydraCpuPost(session)
  await post('Profiler.enable')
  await post('Profiler.setSamplingInterval', { interval: samplingUs })
  setInlining(false)
  await forgetOptimised(post)
  return {
    record: (run) => hydraCpuRecord(post, run),
    close: async () => {
      setInlining(true)
      await forgetOptimised(post)
      session.disconnect()
    },
  }
}
