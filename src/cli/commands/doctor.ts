/** `hydra doctor`: looks at this machine. Ends with 0, or with 3 when a check failed. */
import { counted, tableLines } from '../../report/index.ts'
import { path, text } from '../arguments/values.ts'
import type { Context, Run } from '../context.ts'
import type { Check } from '../doctor/check.ts'
import { configCheck } from '../doctor/config.ts'
import { spaceCheck, writeCheck } from '../doctor/disk.ts'
import { engineCheck } from '../doctor/engine.ts'
import { clockCheck, loadCheck, nodeCheck } from '../doctor/machine.ts'
import { exits } from '../exit.ts'
import { print } from '../output.ts'

async function examine({ parsed, cwd, env }: Context): Promise<Check[]> {
  const folder = path(parsed, 'profiles') ?? env['HYDRA_PROFILES'] ?? 'hydra_profiles'
  return [
    nodeCheck(),
    engineCheck(),
    await configCheck(cwd, text(parsed, 'config')),
    await writeCheck(folder),
    await spaceCheck(folder),
    loadCheck(),
    clockCheck(),
  ]
}

function lines(checks: readonly Check[], { paint, verbose }: Context): string[] {
  const brushes = { ok: paint.green, warn: paint.yellow, fail: paint.red }
  const rows = checks.map(({ name, state, text: found, code, details, remedy }) => {
    const said = [code === undefined ? found : `${code} ${found}`, verbose ? details : undefined, remedy]
      .filter((part) => part !== undefined)
      .join('. ')
    return [{ text: state, brush: brushes[state] }, { text: name }, { text: said.replace(/\.\.( |$)/g, '.$1') }]
  })
  const count = (state: Check['state']): number => checks.filter((check) => check.state === state).length
  const summary = `${counted(checks.length, 'check')}: ${count('ok')} ok, ${count('warn')} warn, ${count('fail')} fail`
  return [...tableLines([{ title: '' }, { title: '' }, { title: '' }], rows).slice(1), summary]
}

export const run: Run = async (context) => {
  const checks = await examine(context)
  const failed = checks.some(({ state }) => state === 'fail')
  print(context, { ok: !failed, checks }, () => lines(checks, context))
  return failed ? exits.environment : exits.ok
}
