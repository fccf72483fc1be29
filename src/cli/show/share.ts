/** `--share`: a short summary to show to others, in one block of text, without paths, names of hosts and of users. */
import { hostname, userInfo } from 'node:os'
import { sanitise, studyTable, verdictLines } from '../../report/index.ts'
import { closingLine, paretoFront, type Study } from '../../study/index.ts'
import { paragraphs } from './study.ts'

/** The name of the user; systems without an account for this process have none. */
function userName(): string[] {
  try {
    return [userInfo().username]
  } catch {
    return [process.env['USER'] ?? process.env['USERNAME'] ?? '']
  }
}

const privateWords = (): string[] => [hostname(), hostname().split('.')[0] ?? '', ...userName()]

function machineLine({ environment, engine }: Study): string {
  const { cpu, cores, platform, arch, node, hydra } = environment
  return `  ${cpu}, ${cores} cores, ${platform} ${arch}, Node ${node.replace(/^v/, '')}, hydra-profiler ${hydra} (${engine.kind})`
}

/** Lines without colours, ready to be pasted. */
export function shareLines(study: Study): string[] {
  const front = paretoFront(study.names.flatMap((name) => study.heads[name] ?? []))
  const lines = paragraphs([studyTable(study, { front }), verdictLines(study), [machineLine(study)], [closingLine(study)]])
  const words = privateWords()
  return lines.map((line) => sanitise(line, words))
}
