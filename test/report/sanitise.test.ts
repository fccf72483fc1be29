import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sanitise } from '../../src/report/index.ts'

test.each([
  ['/home/ada/data.txt on babbage', '…/data.txt on …'],
  ['sort -n /srv/ada/big file.txt', 'sort -n …/big file.txt'],
  ['C:\\Users\\ada\\x.txt and \\\\server\\share\\y', '…/x.txt and …/y'],
  ["run('~/job/a.js', ../b/c.js)", "run('…/a.js', …/c.js)"],
  ['adapter of Ada: 1.23 ms, 3/4 of a/b', 'adapter of …: 1.23 ms, 3/4 of a/b'],
  ['https://example.com/a', 'https://example.com/a'],
  ['100 % (93.0 to 99.5) 1.52x', '100 % (93.0 to 99.5) 1.52x'],
])('%s becomes %s', (text, bare) => expect(sanitise(text, ['ada', 'babbage', 'x'])).toBe(bare)) // prettier-ignore

test('no absolute path, host or user is left, wherever it stands', () => {
  const part = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/)
  fc.assert(
    fc.property(fc.array(part, { minLength: 2, maxLength: 5 }), part, part, (path, user, host) => {
      const text = sanitise(`head /${path.join('/')} by ${user} (${host})`, [user, host])
      expect(text).not.toContain(`/${path[0]}/`)
      if (user.length > 1) expect(text).not.toMatch(new RegExp(`\\b${user}\\b(?!-)`))
    }),
    { seed: 1 },
  )
})
