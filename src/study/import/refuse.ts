/** What an importer says when it understands a file and cannot use it. */
import { hydraError, type HydraError } from '../../errors/index.ts'

/** HYD-1003: figures without raw samples cannot be summarised by us. */
export const needSamples = (head: string, how: string): HydraError =>
  hydraError(
    '1003',
    { option: `samples of "${head}"`, expected: `a list of times (${how})`, got: 'none', type: 'missing' },
    { where: { head } },
  )
