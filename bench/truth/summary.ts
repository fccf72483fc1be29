/** The tables of earlier runs of truth/honesty. Run: node bench/run.mjs truth/summary FILE,FILE */
import { existsSync } from 'node:fs'
import { argv } from 'node:process'
import { readResults } from './results.ts'
import { tablesOf } from './tables.ts'
import type { Outcome, Task } from './task.ts'

const files = argv.slice(2).flatMap((word) => word.split(',')).filter((file) => file !== '') // prettier-ignore
const missing = files.filter((file) => !existsSync(file))
if (files.length === 0 || missing.length > 0)
  throw new Error(files.length === 0 ? 'which files?' : `no file ${missing.join(', ')}`)
console.log(tablesOf(files.flatMap((file) => readResults<Task, Outcome>(file))))
