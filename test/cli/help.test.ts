import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/arguments/commands.ts'
import { completionScript } from '../../src/cli/arguments/completion.ts'
import { commandHelp, mainHelp } from '../../src/cli/arguments/help.ts'
import { parseWords } from '../../src/cli/arguments/parse.ts'
import { textWidth } from '../../src/report/index.ts'
import { splitWords } from '../../src/process/words.ts'

describe('help', () => {
  test('of the program', () =>
    expect(`\n${mainHelp({ columns: 100 })}`).toMatchInlineSnapshot(`
      "
      hydra: several ways of doing one job are profiled, compared, weighed and checked.

      Usage
        npx hydra-profiler COMMAND [options]      (installed: hydra or hydra-profiler)

      Commands
        profile           measure every head in a fixed number of interleaved trials
        compare           run commands in turns and say which is faster, if any
        weigh             turn profiles into weights that sum to 1, with a reason for each
        dashboard-config  summarise heads, weights, health and thresholds for the dashboard
        validate          compare new weights with the old ones on fresh trials, or by logged picks
        pipeline          all in a row: profile, weigh, dashboard-config, validate
        formula           check a formula, or evaluate it: for one row, or over many
        pick              pick a head for one job, by a state that learns
        observe           report what came of a pick
        watch             follow the state of a selector live
        init              write a commented hydra.config.mjs that runs as it is
        doctor            look at this machine: versions, engine, rights, space, configuration, load
        completion        print the completion script of a shell

      Options of every command
        -h, --help           Show help; after a command: of that command.
        -V, --version        Show the version.
        --json               One JSON document on stdout, nothing else.
        -v, --verbose        More: a line for each head with its figures and first failures, all pairs.
        -q, --quiet          No talk on stderr but warnings and errors.
        --no-color           No colours (also by NO_COLOR, and where stdout is no terminal).
        --log-format FORMAT  Log lines on stderr for people or for programs. [text | json; default: text]
        --engine ENGINE      Which engine computes; both give the same bits (also HYDRA_ENGINE). [auto |
                             native | reference; default: auto]

      First steps
        # two commands, no file needed
        npx hydra-profiler profile --head 'a=sort -n f.txt' --head 'b=sort -g f.txt'
        # a configuration that runs as it is
        npx hydra-profiler init
        # measure, weigh, summarise, check
        npx hydra-profiler pipeline

      Words
        head      one way of doing the job
        trial     one measured execution of a head
        verify    checks an answer
        validate  compares weights
        watch     follows live

      Ends with
        0         all is well
        1         the new weights are worse
        2         usage or configuration
        3         environment: files, programs, rights, engine
        4         a head had not one success (everything is measured and written)
        5         a head held the process for good; what \`profile\` had finished is written
        70        a bug of ours
        130, 143  interrupted by SIGINT, SIGTERM; what \`profile\` has finished is written

      npx hydra-profiler COMMAND --help says more about a command.
      "
    `))
  test('of profile', () =>
    expect(`\n${commandHelp(commands[0]!, { columns: 100 })}`).toMatchInlineSnapshot(`
      "
      hydra profile: measure every head in a fixed number of interleaved trials

      Usage
        npx hydra-profiler profile [study] [options]

      Measures all heads in turns (blocks in random order), checks their answers with \`verify\`, says
      which differences are real, and writes one profile for each head.
      Heads come from the configuration, or from --head without any file. \`study\` is the name of one of
      the studies in the configuration.

      Options
        --head 'NAME=COMMAND'        A command as a head; needs no file. With --config it joins the heads
                                     there. [may be repeated]
        --shell                      Run the commands of --head by \`sh -c\`, for pipes and wildcards; the
                                     start of the shell is measured too.
        --input FILE                 A file whose text is an input; commands read it from stdin. [may be
                                     repeated]
        -n, --trials, --num-tests N  Trials of each head. [default: 100]
        --smoke                      A quick look: 10 trials.
        --mode MODE                  \`adaptive\` ends as soon as all is decided; --trials or --budget is
                                     the most. [fixed | adaptive; default: fixed]
        --budget TIME                Time of the whole study: 400ms, 10s. With --trials too the first
                                     reached ends it.
        --warmup N                   Calls of each head before the trials, not counted; \`auto\`: until it
                                     is steady. [default: auto]
        --timeout TIME               Limit of one call: 500ms, 2s, 1.5m. [default: 10s]
        --seed N                     Of the order of trials; the same seed gives the same order.
                                     [default: 1]
        --clock CLOCK                Which time verdicts go by; \`auto\` is CPU time where others disturbed
                                     heads that only compute. [auto | wall | cpu; default: auto]
        --reference NAME             The head that all others are held against; else all pairs, beyond 8
                                     heads all against the best.
        --rebuild WHEN               Make heads anew in every epoch; \`always\` refuses heads that cannot
                                     be. [auto | always | never; default: auto]
        --unit UNIT                  What a trial is: \`auto\` takes batches of calls for short functions.
                                     [auto | call; default: auto]
        --isolation KIND             Where functions run: \`worker\` and \`process\` end a head that blocks,
                                     crashes or leaks, and go on. Commands are processes. [inline |
                                     worker | process; default: inline]
        --isolates N                 Fresh isolates of each head over a study; 5 for differences below
                                     0.5 %. [default: 1]
        --memory-mb MB               Megabytes that a head in an isolate may hold; one that fills them
                                     loses that trial. No cap by default.
        --gc WHEN                    Collect garbage, not measured: before the first trial of each head,
                                     or before every trial. [none | once | each; default: none]
        --concurrency N              Calls of a head at a time; figures stay those of one call. [default:
                                     1]
        --rate N                     Calls of a head a second, due by the clock; the time of a call
                                     counts from when it was due, so that stalls show.
        --budget-cost COST           End before the cost of all calls exceeds this, in the unit of the
                                     heads.
        -y, --yes                    Pay for remote heads without being asked.
        --margin SHARE               Smallest difference that matters. [default: 0.01]
        --confidence SHARE           Two-sided level of the intervals behind a verdict. [default: 0.98]
        --export 'FORMAT=FILE'       Writes the study for another program: json, csv, markdown,
                                     hyperfine, benchmark-action, bmf, svg. [may be repeated]
        --svg FILE                   Writes a picture of the distributions, as --export svg=FILE.
        -c, --config FILE            The configuration to read. [default: the nearest
                                     hydra.config.{ts,mts,js,mjs,cjs,json,yaml,yml}, upwards]
        --profiles DIR               Folder of the profiles, one file a head (also HYDRA_PROFILES).
                                     [default: hydra_profiles]
        --cpu-profile[=DIR]          After the trials, record where the CPU time of each function head
                                     goes, list what differs most, and write a .cpuprofile each (beside
                                     the profiles, or to DIR) for Chrome DevTools and speedscope.
        --share                      Only a short summary without paths, hosts and names of users, to
                                     show to others.

      Options of every command
        -h, --help           Show help; after a command: of that command.
        -V, --version        Show the version.
        --json               One JSON document on stdout, nothing else.
        -v, --verbose        More: a line for each head with its figures and first failures, all pairs.
        -q, --quiet          No talk on stderr but warnings and errors.
        --no-color           No colours (also by NO_COLOR, and where stdout is no terminal).
        --log-format FORMAT  Log lines on stderr for people or for programs. [text | json; default: text]
        --engine ENGINE      Which engine computes; both give the same bits (also HYDRA_ENGINE). [auto |
                             native | reference; default: auto]

      Examples
        # two commands, no file needed
        npx hydra-profiler profile --head 'a=sort -n data.txt' --head 'b=sort -g data.txt' --trials 20
        # a quick look at the heads of the configuration
        npx hydra-profiler profile --smoke
        # why one head is slower: the functions whose share differs most
        npx hydra-profiler profile --cpu-profile
        # a named study, for a program
        npx hydra-profiler profile encode --json > study.json
      "
    `))
  test.each(commands)('$name keeps to 100 columns and names every option', (command) => {
    const page = commandHelp(command, { columns: 100 })
    expect(page.split('\n').filter((line) => textWidth(line) > 100)).toEqual([])
    for (const { name } of command.options) expect(page).toContain(`--${name}`)
  })
  test('every example is understood by the parser', () => {
    const lines = commands.flatMap(({ examples }) => examples.map(([line]) => line))
    const words = lines.map((line) => splitWords(/hydra-profiler ((?:'[^']*'|[^'])*?)(?: >|&&|\)|$)/.exec(line)?.[1] ?? ''))
    for (const typed of words) expect(parseWords(typed).command).toBeDefined()
  })
})

/** What bash offers for a line, its last word being completed. */
function bashOffers(line: string): string[] {
  const words = line.split(' ')
  const script = `${completionScript('bash')}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _hydra; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' })
  expect(stderr).toBe('')
  return stdout.split('\n').filter((offer) => offer !== '')
}
const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0

describe('completion', () => {
  test('bash offers commands, options of a command, values of an option', () => {
    expect(bashOffers('hydra pr')).toEqual(['profile'])
    expect(bashOffers('hydra ')).toEqual(expect.arrayContaining(['profile', 'weigh', 'help', '--version']))
    expect(bashOffers('hydra profile --tri')).toEqual(['--trials'])
    expect(bashOffers('hydra weigh --tri')).toEqual([])
    expect(bashOffers('hydra --json weigh --policy in')).toEqual(['inverse-time'])
    expect(bashOffers('hydra pick --policy in')).toEqual(['inverse-gap'])
    expect(bashOffers('hydra completion z')).toEqual(['zsh'])
  })
  test.each(['bash', 'zsh', 'fish'] as const)('%s names every option of every command', (shell) => {
    const script = completionScript(shell)
    for (const { name, options } of commands) {
      expect(script).toContain(name)
      for (const option of options) expect(script).toContain(shell === 'fish' ? `-l ${option.name} ` : `--${option.name}`)
    }
  })
  test.each(['bash', 'zsh', 'fish'].filter(has))('%s reads its script without complaint', (shell) => {
    const { status, stderr } = spawnSync(shell, ['-n'], { input: completionScript(shell as 'bash'), encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})
