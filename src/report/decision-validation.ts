/** The judgement by logged picks, for people: what the log is worth, then the sentence, which begins with the verdict. */
import type { DecisionValidation, LeftOut } from '../weigh/index.ts'
import { counted } from './number.ts'
import { plain, type Brush, type Paint } from './paint.ts'

const whyOf: Readonly<Record<keyof LeftOut, string>> = {
  probes: 'probes',
  degraded: 'degraded',
  unobserved: 'without an outcome',
  certain: 'certain or with a head out',
  excluded: 'without a head that has weight',
}

/** 'left out: 3 probes, 2 certain'; empty when none was. */
function leftOutLine(leftOut: LeftOut): readonly string[] {
  const parts = (Object.keys(whyOf) as (keyof LeftOut)[]).flatMap((key) =>
    leftOut[key] === 0 ? [] : [`${leftOut[key]} ${whyOf[key]}`],
  )
  return parts.length === 0 ? [] : [`  left out: ${parts.join(', ')}`]
}

function valueLine({ ips, snips, dr }: DecisionValidation): readonly string[] {
  const known = Object.entries({ ips, snips, dr }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${value.toFixed(4)} (${name})`],
  )
  return known.length === 0 ? [] : [`  reward of a pick under the new weights: ${known.join(', ')}`]
}

const brushOf = (paint: Paint): Readonly<Record<DecisionValidation['verdict'], Brush>> => ({
  better: paint.green,
  worse: paint.red,
  undecided: paint.yellow,
  refused: paint.yellow,
})

/** @since 0.1.0 */
export function decisionLines(validation: DecisionValidation, paint: Paint = plain): string[] {
  const { verdict, reason, decisions, effectiveSample, leftOut } = validation
  const worth = `  ${counted(decisions, 'pick')}, worth ${effectiveSample.toFixed(0)} under the new weights`
  const sentence = `  ${brushOf(paint)[verdict](verdict)}${reason.slice(verdict.length)}`
  return [worth, ...leftOutLine(leftOut), ...valueLine(validation), sentence]
}
