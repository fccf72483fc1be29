/**
 * Which functions of a head take its CPU time: self time by function, the largest first.
 * In: a CPU profile. Out: shares that sum to 1; none when no sample fell into the head. Functions are told apart by name and place.
 * The head's is what stands below `hydraCpuRun`, which calls it, and what nobody called: the rest of an async function. Left out: what the
 * thread did beside it (idle, the program itself, Node's own turns, the inspector) and what else our functions called (hooks, inputs).
 */
import { placeOf } from './place.ts'
import type { CpuShare, HeadCpuProfile, ProfileNode, V8CpuProfile } from './types.ts'

const beside = new Set(['(root)', '(idle)', '(program)'])
const collector = '(garbage collector)'
const ours = /^hydraCpu/
const inspector = /^node:(?:internal\/)?inspector/
/** The function of ours that calls the head. */
const caller = 'hydraCpuRun'

type Whose = 'nobody' | 'ours' | 'head'

/** Whose a function is, from whose the one that called it is. What nobody called is the head's if it stands in a file: it was waited for. */
function whose({ callFrame: { functionName, url } }: ProfileNode, above: Whose): Whose {
  if (functionName === collector) return 'head'
  if (above === 'ours' || inspector.test(url)) return 'ours'
  if (above === 'head') return above
  if (ours.test(functionName)) return 'ours'
  return url !== '' && !url.startsWith('node:') ? 'head' : 'nobody'
}

/** Nodes that are the head's. */
function headNodes(nodes: readonly ProfileNode[]): ReadonlySet<number> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const called = new Set(nodes.flatMap(({ children = [] }) => children))
  const open = nodes.flatMap((node): [ProfileNode, Whose][] => (called.has(node.id) ? [] : [[node, 'nobody']]))
  const found = new Set<number>()
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, above] = next
    const own = whose(node, above)
    if (own === 'head') found.add(node.id)
    const below = node.callFrame.functionName === caller ? 'head' : own
    for (const id of node.children ?? []) {
      const child = byId.get(id)
      if (child !== undefined) open.push([child, below])
    }
  }
  return found
}

/** us by node: that of a sample is the time up to the next one. */
function selfTimes({ samples = [], timeDeltas = [], startTime, endTime }: V8CpuProfile): ReadonlyMap<number, number> {
  const times = new Map<number, number>()
  let at = startTime
  for (const [place, id] of samples.entries()) {
    at += timeDeltas[place] ?? 0
    const spent = place + 1 < samples.length ? (timeDeltas[place + 1] ?? 0) : endTime - at
    times.set(id, (times.get(id) ?? 0) + (spent > 0 ? spent : 0))
  }
  return times
}

interface Function {
  readonly name: string
  readonly place: string
  us: number
}

const shownName = (name: string): string => (name === '' ? '(anonymous)' : name === collector ? 'garbage collection' : name)

function byFunction(profile: V8CpuProfile, folder: string): Function[] {
  const own = headNodes(profile.nodes)
  const times = selfTimes(profile)
  const functions = new Map<string, Function>()
  for (const { id, callFrame } of profile.nodes) {
    const us = times.get(id) ?? 0
    const { functionName, url, lineNumber, columnNumber } = callFrame
    if (us === 0 || !own.has(id) || beside.has(functionName)) continue
    const key = [functionName, url, lineNumber, columnNumber].join('\n')
    const known = functions.get(key) ?? { name: shownName(functionName), place: placeOf(url, lineNumber, folder), us: 0 }
    known.us += us
    functions.set(key, known)
  }
  return [...functions.values()]
}

/**
 * Self time by function, as shares of the CPU time of a head.
 *
 * @param folder - absolute; places are shown relative to it
 * @returns the largest share first; shares sum to 1, `callMs` to the CPU time of a call under the profiler, which is slower than a trial
 * @since 0.1.0
 */
export function cpuShares({ profile, calls }: HeadCpuProfile, folder: string = '/'): CpuShare[] {
  const functions = byFunction(profile, folder)
  const total = functions.reduce((sum, { us }) => sum + us, 0)
  return functions
    .map(({ name, place, us }) => ({ function: name, place, share: us / total, callMs: us / 1000 / calls }))
    .sort((p, q) => q.share - p.share || (p.function < q.function ? -1 : 1))
}
