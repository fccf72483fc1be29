/** Saves one version after another for ever: the process that the kill test kills. Says when the third stands. */
import { writeFileAtomic } from '../../src/files/atomic.ts'

const [, , path = ''] = process.argv
for (let version = 1; ; version += 1) {
  await writeFileAtomic(path, JSON.stringify({ version, numbers: new Array(20_000).fill(version) }))
  if (version === 3) process.stdout.write('ready\n')
}
