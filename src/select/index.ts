/** The select room: choosing among heads. */
export { findBestHead, type BestHead, type FindBestOptions } from './best/find-best-head.ts'
export { type BestMethod } from './best/methods.ts'
