/** Every option of the command, said once. Groups are named after what they are about; commands pick the groups they take. */
import type { Option } from './types.ts'

export const globalOptions: readonly Option[] = [
  { name: 'help', short: 'h', help: 'Show help; after a command: of that command.' },
  { name: 'version', short: 'V', help: 'Show the version.' },
  { name: 'json', help: 'One JSON document on stdout, nothing else.' },
  { name: 'verbose', short: 'v', help: 'More: a line for each head with its figures and first failures, all pairs.' },
  { name: 'quiet', short: 'q', help: 'No talk on stderr but warnings and errors.' },
  { name: 'no-color', help: 'No colours (also by NO_COLOR, and where stdout is no terminal).' },
  { name: 'log-format', value: 'FORMAT', values: ['text', 'json'], default: 'text', help: 'Log lines on stderr for people or for programs.' },
  { name: 'engine', value: 'ENGINE', values: ['auto', 'native', 'reference'], default: 'auto', help: 'Which engine computes; both give the same bits (also HYDRA_ENGINE).' },
] // prettier-ignore

export const configOption: Option = {
  name: 'config',
  short: 'c',
  value: 'FILE',
  completes: 'file',
  default: 'the nearest hydra.config.{ts,mts,js,mjs,cjs,json,yaml,yml}, upwards',
  help: 'The configuration to read.',
}

export const profilesOption: Option = {
  name: 'profiles',
  value: 'DIR',
  completes: 'folder',
  default: 'hydra_profiles',
  help: 'Folder of the profiles, one file a head (also HYDRA_PROFILES).',
}

export const weightsOption: Option = {
  name: 'weights',
  value: 'FILE',
  completes: 'file',
  default: 'hydra_weights.json',
  help: 'File of the weights (also HYDRA_WEIGHTS).',
}

export const headOptions: readonly Option[] = [
  {
    name: 'head',
    value: "'NAME=COMMAND'",
    repeat: true,
    help: 'A command as a head; needs no file. With --config it joins the heads there.',
  },
  {
    name: 'shell',
    help: 'Run the commands of --head by `sh -c`, for pipes and wildcards; the start of the shell is measured too.',
  },
  {
    name: 'input',
    value: 'FILE',
    repeat: true,
    completes: 'file',
    help: 'A file whose text is an input; commands read it from stdin.',
  },
]

/** How long a study is, beside its trials. */
const limitOptions: readonly Option[] = [
  { name: 'mode', value: 'MODE', values: ['fixed', 'adaptive'], default: 'fixed', help: '`adaptive` ends as soon as all is decided; --trials or --budget is the most.' },
  { name: 'budget', value: 'TIME', help: 'Time of the whole study: 400ms, 10s. With --trials too the first reached ends it.' },
] // prettier-ignore

/** What verdicts go by, beside margin and confidence. */
const verdictOptions: readonly Option[] = [
  { name: 'clock', value: 'CLOCK', values: ['auto', 'wall', 'cpu'], default: 'auto', help: 'Which time verdicts go by; `auto` is CPU time where others disturbed heads that only compute.' },
  { name: 'reference', value: 'NAME', help: 'The head that all others are held against; else all pairs, beyond 8 heads all against the best.' },
] // prettier-ignore

export const trialOptions: readonly Option[] = [
  { name: 'trials', short: 'n', alias: ['num-tests'], value: 'N', default: '100', help: 'Trials of each head.' },
  { name: 'smoke', help: 'A quick look: 10 trials.' },
  ...limitOptions,
  { name: 'warmup', value: 'N', default: 'auto', help: 'Calls of each head before the trials, not counted; `auto`: until it is steady.' },
  { name: 'timeout', value: 'TIME', default: '10s', help: 'Limit of one call: 500ms, 2s, 1.5m.' },
  { name: 'seed', value: 'N', default: '1', help: 'Of the order of trials; the same seed gives the same order.' },
  ...verdictOptions,
  { name: 'rebuild', value: 'WHEN', values: ['auto', 'always', 'never'], default: 'auto', help: 'Make heads anew in every epoch; `always` refuses heads that cannot be.' },
  { name: 'unit', value: 'UNIT', values: ['auto', 'call'], default: 'auto', help: 'What a trial is: `auto` takes batches of calls for short functions.' },
  {
    name: 'isolation',
    value: 'KIND',
    values: ['inline', 'worker', 'process'],
    default: 'inline',
    help: 'Where functions run: `worker` and `process` end a head that blocks, crashes or leaks, and go on. Commands are processes.',
  },
  {
    name: 'isolates',
    value: 'N',
    default: '1',
    help: 'Fresh isolates of each head over a study; 5 for differences below 0.5 %.',
  },
  { name: 'memory-mb', value: 'MB', help: 'Megabytes that a head in an isolate may hold; one that fills them loses that trial. No cap by default.' },
] // prettier-ignore

/** How calls are started, and what they may cost. */
export const rateOptions: readonly Option[] = [
  { name: 'gc', value: 'WHEN', values: ['none', 'once', 'each'], default: 'none', help: 'Collect garbage, not measured: before the first trial of each head, or before every trial.' },
  { name: 'concurrency', value: 'N', default: '1', help: 'Calls of a head at a time; figures stay those of one call.' },
  { name: 'rate', value: 'N', help: 'Calls of a head a second, due by the clock; the time of a call counts from when it was due, so that stalls show.' },
  { name: 'budget-cost', value: 'COST', help: 'End before the cost of all calls exceeds this, in the unit of the heads.' },
  { name: 'yes', short: 'y', help: 'Pay for remote heads without being asked.' },
] // prettier-ignore
export const cpuProfileOption: Option = {
  name: 'cpu-profile',
  optionalValue: 'DIR',
  help: 'After the trials, record where the CPU time of each function head goes, list what differs most, and write a .cpuprofile each (beside the profiles, or to DIR) for Chrome DevTools and speedscope.',
}

export const exportOptions: readonly Option[] = [
  { name: 'export', value: "'FORMAT=FILE'", repeat: true, help: 'Writes the study for another program: json, csv, markdown, hyperfine, benchmark-action, bmf, svg.' },
  { name: 'svg', value: 'FILE', completes: 'file', help: 'Writes a picture of the distributions, as --export svg=FILE.' },
] // prettier-ignore

export const compareOptions: readonly Option[] = [
  { name: 'name', value: 'NAME', repeat: true, help: 'A name for a command, in their order; else the command itself.' },
  { name: 'shell', help: 'Run the commands by `sh -c`, for pipes and wildcards; the start of the shell is measured too.' },
  { name: 'trials', short: 'n', alias: ['num-tests'], value: 'N', default: '20', help: 'Runs of each command, in pairs of random order.' },
  ...limitOptions,
  { name: 'warmup', value: 'N', default: '1', help: 'Runs of each command before the trials, not counted.' },
  { name: 'timeout', value: 'TIME', default: '10s', help: 'Limit of one run: 500ms, 2s, 1.5m.' },
  { name: 'seed', value: 'N', default: '1', help: 'Of the order of runs; the same seed gives the same order.' },
  ...verdictOptions,
  { name: 'input', value: 'FILE', repeat: true, completes: 'file', help: 'A file whose text every command reads from stdin.' },
  { name: 'prepare', value: 'COMMAND', help: 'Run before each run, not measured; when it fails, the run fails.' },
  { name: 'cleanup', value: 'COMMAND', help: 'Run once for each command after its last run.' },
  { name: 'parameter', short: 'P', value: "'NAME=A,B'", repeat: true, help: 'Runs every command once for each value, put in place of {NAME}.' },
  { name: 'export-json', value: 'FILE', completes: 'file', help: 'Writes figures, verdicts and all trials.' },
  { name: 'export-csv', value: 'FILE', completes: 'file', help: 'Writes one row for each run.' },
  { name: 'export-markdown', value: 'FILE', completes: 'file', help: 'Writes the table.' },
] // prettier-ignore

export const policyOptions: readonly Option[] = [
  { name: 'policy', value: 'POLICY', values: ['balanced', 'success-share', 'inverse-time', 'softmax', 'equal'], default: 'balanced', help: 'Rule from profiles to weights.' },
  { name: 'formula', value: "'TEXT'", help: 'Instead of a policy: the score of a head over its figures, such as success_rate ^ 2 / p95_ms.' },
  { name: 'floor', value: 'SHARE', default: 'by policy', help: 'Least share of each head, 0 to 1 / number of heads.' },
  { name: 'temperature', value: 'T', default: '0.1', help: 'Of softmax: small prefers the best, large evens out.' },
  { name: 'cost-weight', value: 'SHARE', default: '0.5 once there is a price, else 0', help: 'How much of the decision is price, 0 to 1.' },
  { name: 'price', value: 'METRIC', default: 'the metric `cost`, else the cost of heads', help: 'Which figure is the price: the name of a metric.' },
] // prettier-ignore

export const formulaOptions: readonly Option[] = [
  { name: 'metrics', value: 'WHICH', values: ['all', 'run', 'head', 'reward', 'none'], default: 'all', help: 'Which names there are: metrics of runs (alerts, gates), of heads (weights), of rewards; `none`: every name is a number. Values given add theirs.' },
  { name: 'values', value: "'NAME=VALUE'", repeat: true, help: 'A value for eval; without text after the `=` it is missing.' },
  { name: 'data', value: 'FILE', completes: 'file', help: 'Rows for eval, in order: a JSON object, an array of objects, JSON lines or CSV; `-` is standard input.' },
  { name: 'each', help: 'With --data: the value of every row, one a line.' },
] // prettier-ignore

export const judgeOptions: readonly Option[] = [
  {
    name: 'before',
    value: 'FILE',
    completes: 'file',
    default: 'the weights that the file held before, else equal ones',
    help: 'Weights to compare with.',
  },
  { name: 'margin', value: 'SHARE', default: '0.01', help: 'Smallest difference that matters.' },
  { name: 'confidence', value: 'SHARE', default: '0.98', help: 'Two-sided level of the intervals behind a verdict.' },
]

export const decisionsOption: Option = {
  name: 'decisions',
  value: 'FILE',
  completes: 'file',
  help: 'Judge by logged picks (JSON lines: head, probability, reward; or the log of a selector), and measure nothing. `-` is standard input.',
}

export const dashboardOptions: readonly Option[] = [
  { name: 'title', value: 'TEXT', help: 'Title of the dashboard.' },
  {
    name: 'out',
    short: 'o',
    value: 'FILE',
    completes: 'file',
    default: 'hydra_dashboard_config.json',
    help: 'File of the dashboard configuration (also HYDRA_DASHBOARD).',
  },
]

export const forceOption: Option = { name: 'force', help: 'Replace a file that is there and is not ours, or is damaged.' }

const stateOption: Option = {
  name: 'state',
  value: 'FILE',
  completes: 'file',
  default: 'hydra_selector.json',
  help: 'The state of the selector; made by the first pick that names heads.',
}

export const pickOptions: readonly Option[] = [
  stateOption,
  { name: 'heads', value: 'A,B,C', help: 'Names of the heads. On a state that has others: new ones join, those not named leave.' },
  { name: 'study', value: 'DIR', completes: 'folder', help: 'Folder of profiles whose heads and figures the state begins with.' },
  { name: 'weights', value: 'FILE', completes: 'file', help: 'Weights file whose shares the state begins with; they are kept (policy weighted) unless a policy is named.' },
  { name: 'context', value: 'TEXT', help: 'What kind of input it is for: each learns on its own.' },
  { name: 'exclude', value: 'HEAD', repeat: true, help: 'A head that must not be picked.' },
  { name: 'policy', value: 'POLICY', values: ['thompson', 'thompson-normal', 'ucb1', 'kl-ucb', 'moss', 'imed', 'epsilon-greedy', 'softmax', 'inverse-gap', 'exp3', 'tsallis-inf', 'success-share', 'weighted', 'uniform', 'round-robin', 'least-loaded'], default: 'thompson, or that of the state', help: 'How to pick and learn.' },
  { name: 'seed', value: 'N', default: 'by chance', help: 'Of a new state: the same seed and outcomes give the same picks.' },
] // prettier-ignore

export const observeOptions: readonly Option[] = [
  stateOption,
  { name: 'ok', help: 'The call succeeded.' },
  { name: 'failed', help: 'The call failed.' },
  { name: 'abandoned', help: 'The caller gave up: frees the pick, teaches nothing.' },
  { name: 'duration-ms', value: 'N', help: 'How long the call took.' },
  { name: 'cost', value: 'N', help: 'What it cost, in any one unit for all heads.' },
  { name: 'quality', value: 'N', help: 'What the answer was worth, usually 0 to 1.' },
  { name: 'retry-after-ms', value: 'N', help: 'For so long the head wants no calls.' },
  { name: 'error', value: 'TEXT', help: 'What went wrong, for `hydra watch`.' },
] // prettier-ignore

export const watchOptions: readonly Option[] = [
  { name: 'selector', value: 'FILE', completes: 'file', default: 'hydra_selector.json', help: 'The state to look at, of `hydra pick` or of a program that saves it.' },
  { name: 'every', value: 'TIME', default: '1s', help: 'How often to look: 500ms, 2s, 1m.' },
  { name: 'once', help: 'Look once and end.' },
] // prettier-ignore
