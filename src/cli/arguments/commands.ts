/** Every command of the program, said once: what it is for, what it takes, and lines to copy. */
import {
  compareOptions,
  configOption,
  cpuProfileOption,
  dashboardOptions,
  decisionsOption,
  exportOptions,
  forceOption,
  formulaOptions,
  headOptions,
  judgeOptions,
  observeOptions,
  pickOptions,
  policyOptions,
  profilesOption,
  rateOptions,
  trialOptions,
  watchOptions,
  weightsOption,
} from './options.ts'
import type { Command, Option } from './types.ts'

const shareOption: Option = {
  name: 'share',
  help: 'Only a short summary without paths, hosts and names of users, to show to others.',
}
const marginOptions = judgeOptions.filter(({ name }) => name !== 'before')
const study = { most: 1 }

export const commands: readonly Command[] = [
  {
    name: 'profile',
    summary: 'measure every head in a fixed number of interleaved trials',
    usage: '[study] [options]',
    text: [
      'Measures all heads in turns (blocks in random order), checks their answers with `verify`, says which differences are real, and writes one profile for each head.',
      'Heads come from the configuration, or from --head without any file. `study` is the name of one of the studies in the configuration.',
    ],
    options: [
      ...headOptions,
      ...trialOptions,
      ...rateOptions,
      ...marginOptions,
      ...exportOptions,
      configOption,
      profilesOption,
      cpuProfileOption,
      shareOption,
    ],
    words: study,
    examples: [
      [
        "npx hydra-profiler profile --head 'a=sort -n data.txt' --head 'b=sort -g data.txt' --trials 20",
        'two commands, no file needed',
      ],
      ['npx hydra-profiler profile --smoke', 'a quick look at the heads of the configuration'],
      ['npx hydra-profiler profile --cpu-profile', 'why one head is slower: the functions whose share differs most'],
      ['npx hydra-profiler profile encode --json > study.json', 'a named study, for a program'],
    ],
  },
  {
    name: 'compare',
    summary: 'run commands in turns and say which is faster, if any',
    usage: "'COMMAND A' 'COMMAND B' ... [options]",
    text: [
      'Runs the commands in random pairs, so that drift and load hit all alike, and judges them: faster, slower, equivalent or undecided. Nothing is written unless asked for.',
      'A command is split into words as a shell does it and started without one, so that no shell is measured; --shell starts one.',
    ],
    options: [...compareOptions, ...exportOptions, ...marginOptions],
    words: { most: Infinity },
    examples: [
      ["npx hydra-profiler compare 'sort -n data.txt' 'sort -g data.txt'", 'two commands, 20 runs each'],
      ["npx hydra-profiler compare 'xz -k{level} -c data.txt' -P level=1,6,9", 'one command, three ways'],
    ],
  },
  {
    name: 'weigh',
    summary: 'turn profiles into weights that sum to 1, with a reason for each',
    usage: '[study] [options]',
    text: ['Reads the profiles and writes the weights. The file keeps the weights it held before, for `validate`.'],
    options: [...policyOptions, configOption, profilesOption, weightsOption, forceOption],
    words: study,
    examples: [
      ['npx hydra-profiler weigh', 'expected cost of one good answer, and how sure that is'],
      ['npx hydra-profiler weigh --policy success-share', 'the classic rule: successes over all successes'],
      ["npx hydra-profiler weigh --formula 'success_rate ^ 2 / p95_ms'", 'by a formula of your own'],
      ['npx hydra-profiler weigh --price bytes --cost-weight 0.7', 'size counts more than time'],
    ],
  },
  {
    name: 'dashboard-config',
    summary: 'summarise heads, weights, health and thresholds for the dashboard',
    usage: '[study] [options]',
    text: ['Reads profiles and weights and writes the configuration of the dashboard.'],
    options: [...dashboardOptions, configOption, profilesOption, weightsOption, forceOption],
    words: study,
    examples: [['npx hydra-profiler dashboard-config --title "Codecs"', 'writes hydra_dashboard_config.json']],
  },
  {
    name: 'validate',
    summary: 'compare new weights with the old ones on fresh trials, or by logged picks',
    usage: '[study] [options]',
    text: [
      '`validate` compares weights, `verify` checks an answer.',
      'Measures the heads anew and judges the weights: better, worse, equivalent or undecided. Ends with 1 when they are worse.',
      'With --decisions it judges by the picks that a selector logged, at .95 unless --confidence says otherwise: better, worse, undecided or refused.',
    ],
    options: [...judgeOptions, decisionsOption, ...headOptions, ...trialOptions, ...rateOptions, configOption, weightsOption],
    words: study,
    examples: [
      ['npx hydra-profiler validate', 'the weights against those that the file held before'],
      ['npx hydra-profiler validate --before last-week.json --trials 200', 'against another file'],
      ['npx hydra-profiler validate --decisions decisions.jsonl', 'by the picks of a service, without a trial'],
    ],
  },
  {
    name: 'pipeline',
    summary: 'all in a row: profile, weigh, dashboard-config, validate',
    usage: '[study] [options]',
    text: [
      'Runs the four steps and writes profiles, weights and dashboard configuration together at the end.',
      'A step that fails, an interruption, or new weights that are worse leave all files as they were, and it says at which step it stopped. --accept writes weights that are worse too.',
    ],
    options: [...headOptions, ...trialOptions, ...rateOptions, ...policyOptions, ...judgeOptions, ...dashboardOptions, configOption, profilesOption, weightsOption, forceOption, shareOption, { name: 'accept', help: 'Write the new files even when the new weights are worse; still ends with 1.' }], // prettier-ignore
    words: study,
    examples: [
      ['npx hydra-profiler pipeline', 'from the heads of the configuration to validated weights'],
      ['npx hydra-profiler pipeline --smoke', 'the same in seconds'],
    ],
  },
  {
    name: 'formula',
    summary: 'check a formula, or evaluate it: for one row, or over many',
    usage: "check|eval|explain 'TEXT' [NAME=VALUE ...] [options]",
    text: [
      '`check` reads a formula, says its type, its names and what is doubtful, or what is wrong and where. `eval` gives its value for --values; over the rows of --data it says when a rule would have fired. `explain` says which clauses decided, and by how much.',
      'Ends with 2 for a formula or a value that is refused; a rule that is false, or has no value, is no failure.',
    ],
    options: formulaOptions,
    words: { most: Infinity, values: ['check', 'eval', 'explain'] },
    examples: [
      ["npx hydra-profiler formula check 'cpu_max > 85 and memory_max_mb > 1GiB'", 'names, units, warnings'],
      ["npx hydra-profiler formula eval '1 / p95_ms' --values p95_ms=4", 'one value'],
      ["npx hydra-profiler formula eval 'held_for(cpu_max > 85, 3)' --data runs.csv", 'when would this have fired'],
    ],
  },
  {
    name: 'pick',
    summary: 'pick a head for one job, by a state that learns',
    usage: '[options]',
    text: [
      'Prints the head and a ticket, `HEAD TICKET`; the ticket is the last word of the line. Report by it with `hydra observe` what came of the job.',
      'Any number of processes may pick and observe at a time; none loses what another has written. The state keeps which heads are out after failures, and tries them again.',
    ],
    options: pickOptions,
    examples: [
      ['npx hydra-profiler pick --state s.json --heads gzip,brotli,zstd', 'the first pick makes the state'],
      [
        'npx hydra-profiler pick --state s.json --exclude zstd --json',
        'another head than the one that just failed, for a program',
      ],
    ],
  },
  {
    name: 'observe',
    summary: 'report what came of a pick',
    usage: 'TICKET --ok|--failed|--abandoned [options]',
    text: [
      'Each ticket is observed once. Give --duration-ms whenever you know it: heads that are faster are then picked more often.',
    ],
    options: observeOptions,
    words: { most: 1 },
    examples: [
      ['npx hydra-profiler observe 1234567 --state s.json --ok --duration-ms 12', 'a success that took 12 ms'],
      [
        'npx hydra-profiler observe 12345 --state s.json --failed --retry-after-ms 30000',
        'a failure; the head is left alone for 30 s',
      ],
    ],
  },
  {
    name: 'watch',
    summary: 'follow the state of a selector live',
    usage: '[options]',
    text: [
      'Shows for each head its state, share of picks, observations, mean reward with its interval, calls under way, ejections, and the reason.',
      'Drawn over on a terminal; elsewhere a table each time, with --json one JSON document a line. Reads only.',
    ],
    options: watchOptions,
    examples: [
      ['npx hydra-profiler watch --selector s.json', 'until interrupted'],
      ['npx hydra-profiler watch --selector s.json --once --json', 'for a program'],
    ],
  },
  {
    name: 'init',
    summary: 'write a commented hydra.config.mjs that runs as it is',
    usage: '[options]',
    text: ['Writes hydra.config.mjs into this folder. Never replaces a file, unless --force is given.'],
    options: [forceOption],
    examples: [['npx hydra-profiler init && npx hydra-profiler pipeline --smoke', 'first steps in an empty folder']],
  },
  {
    name: 'doctor',
    summary: 'look at this machine: versions, engine, rights, space, configuration, load',
    usage: '[options]',
    text: ['Each check says ok, warn or fail, with a remedy. Ends with 0, or with 3 when a check failed.'],
    options: [configOption, profilesOption],
    examples: [['npx hydra-profiler doctor --json', 'for a bug report']],
  },
  {
    name: 'completion',
    summary: 'print the completion script of a shell',
    usage: 'bash|zsh|fish',
    text: ['Prints a script that completes commands, options and their values.'],
    options: [],
    words: { most: 1, values: ['bash', 'zsh', 'fish'] },
    examples: [
      ['source <(npx hydra-profiler completion bash)', 'bash, this session; put it into ~/.bashrc to keep it'],
      ['npx hydra-profiler completion zsh > "${fpath[1]}/_hydra"', 'zsh'],
      ['npx hydra-profiler completion fish > ~/.config/fish/completions/hydra.fish', 'fish'],
    ],
  },
]

export const commandNames: readonly string[] = commands.map(({ name }) => name)
export const findCommand = (name: string): Command | undefined => commands.find((command) => command.name === name)
