/** An isolate as the host sees it, a thread or a process alike. */
import type { ToHost, ToIsolate } from './protocol.ts'

/** How an isolate ended that nobody had ended. */
export interface End {
  readonly why: 'ended' | 'memory'
  /** What is known: `its process ended with code 7`. */
  readonly what: string
}

export interface Ears {
  readonly hear: (message: ToHost) => void
  readonly ended: (end: End) => void
}

export interface Port {
  /** @throws what cannot be cloned */
  readonly post: (message: ToIsolate) => void
  /** Ends it and what it started, at once; resolves when it is gone, or after a second. */
  readonly kill: () => Promise<void>
}

export interface PortSettings {
  /** Of the heap. */
  readonly memoryBytes: number | undefined
}

/** For a thread in native code that does not return; what ends at all ends sooner. */
export const patienceMs = 1000
