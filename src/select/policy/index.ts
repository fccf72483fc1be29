/** The policies by name: a new one is a file and a line here. */
import { exp3, tsallisInf } from './adversarial.ts'
import { epsilonGreedy } from './epsilon-greedy.ts'
import { imed } from './imed.ts'
import { klUcb } from './kl-ucb.ts'
import { leastLoaded } from './least-loaded.ts'
import { moss } from './moss.ts'
import { roundRobin } from './round-robin.ts'
import { inverseGap, softmax, successShare, uniform, weighted } from './shares.ts'
import { thompson } from './thompson.ts'
import { thompsonNormal } from './thompson-normal.ts'
import type { PolicyKind } from './types.ts'
import { ucb1 } from './ucb1.ts'

export const policies = {
  thompson,
  'thompson-normal': thompsonNormal,
  ucb1,
  'kl-ucb': klUcb,
  moss,
  imed,
  'epsilon-greedy': epsilonGreedy,
  softmax,
  'inverse-gap': inverseGap,
  exp3,
  'tsallis-inf': tsallisInf,
  'success-share': successShare,
  weighted,
  uniform,
  'round-robin': roundRobin,
  'least-loaded': leastLoaded,
} as const satisfies Readonly<Record<string, PolicyKind>>

export type SelectorPolicy = keyof typeof policies
export const selectorPolicies = Object.keys(policies) as SelectorPolicy[]
export type { Policy, PolicyKind, PolicySettings, View } from './types.ts'
