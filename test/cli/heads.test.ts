import { expect, test } from 'vitest'
import { commandLineHeads } from '../../src/cli/heads.ts'

test('the name ends at the first =, words are split as a shell would', () => {
  const heads = commandLineHeads(["a=sort -t = 'my file'", '__proto__=true', ' b c =x="1 2"'], false)
  expect([...heads]).toEqual([
    ['a', { command: ['sort', '-t', '=', 'my file'] }],
    ['__proto__', { command: ['true'] }],
    [' b c ', { command: ['x=1 2'] }],
  ])
})
test('with a shell the text stays whole', () => {
  expect([...commandLineHeads(['a=cat *.txt | sort'], true)]).toEqual([['a', { command: ['cat *.txt | sort'], shell: true }]])
})
test.each([
  ['sort -n', /^HYD-1003 --head must be NAME=COMMAND, got "sort -n" \(string\)\. Write for instance/],
  ['=sort', /HYD-1003/],
  ['a=', /HYD-1003/],
  ['a=  ', /HYD-1003/],
  ["a=echo 'x", /HYD-1003 .*every quote closed/],
])('%j is refused', (text, message) => {
  expect(() => commandLineHeads([text], false)).toThrow(expect.toSatisfy((error) => message.test(String(error))))
})
test('a name given twice is refused', () => {
  expect(() => commandLineHeads(['a=true', 'a=false'], false)).toThrow(expect.objectContaining({ code: 'HYD-1005' }))
})
