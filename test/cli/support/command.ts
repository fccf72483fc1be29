/**
 * The command as users run it: bundled once a test file into a folder of its own, started as a process.
 * It finds the addon and the launcher where the package has them, in ../native.
 * The bundle lies under node_modules/.cache, so that packages are found and nothing else of the tree is touched.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

export interface Result {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
}

const outer = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|HYDRA_|VITEST|NODE_|NO_COLOR|FORCE_COLOR|TERM)/.test(name)),
)

/** A bundled command and an empty folder to run it in. */
export class Command {
  readonly folder: string
  readonly bundle: string
  readonly #home: string

  private constructor(home: string) {
    this.#home = home
    this.folder = mkdtempSync(join(tmpdir(), 'hydra-cli-'))
    this.bundle = join(home, 'dist', 'main.mjs')
  }

  static async make(): Promise<Command> {
    const cache = resolve('node_modules/.cache')
    mkdirSync(cache, { recursive: true })
    const command = new Command(mkdtempSync(join(cache, 'hydra-cli-')))
    symlinkSync(resolve('native'), join(command.#home, 'native'))
    await build({ entryPoints: ['src/cli/main.ts'], outdir: join(command.#home, 'dist'), bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', outExtension: { '.js': '.mjs' }, logLevel: 'error' }) // prettier-ignore
    return command
  }

  remove(): void {
    for (const folder of [this.folder, this.#home]) rmSync(folder, { recursive: true, force: true })
  }

  /** An empty folder below the one of this command. */
  fresh(name: string): string {
    return mkdtempSync(join(this.folder, `${name}-`))
  }

  #env(more: RunOptions['env'] = {}): NodeJS.ProcessEnv {
    return { ...outer, HYDRA_ENGINE: process.env['HYDRA_ENGINE'] ?? 'reference', ...more }
  }

  run(words: readonly string[], { cwd = this.folder, env, input = '' }: RunOptions = {}): Result {
    const { status, stdout, stderr } = spawnSync(process.execPath, [this.bundle, ...words], { cwd, env: this.#env(env), input, encoding: 'utf8', timeout: 60_000 }) // prettier-ignore
    return { code: status, out: stdout, err: stderr }
  }

  /** By `sh -c`, with Node as `$NODE` and the command as `$MAIN`. */
  shell(line: string, { cwd = this.folder, env }: RunOptions = {}): Result {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', line], { cwd, env: this.#env({ ...env, NODE: process.execPath, MAIN: this.bundle }), encoding: 'utf8', timeout: 60_000 }) // prettier-ignore
    return { code: status, out: stdout, err: stderr }
  }

  start(
    words: readonly string[],
    { cwd = this.folder, env }: RunOptions = {},
  ): { child: ChildProcess; ended: Promise<Result & { signal: string | null }> } {
    const child = spawn(process.execPath, [this.bundle, ...words], {
      cwd,
      env: this.#env(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    const ended = new Promise<Result & { signal: string | null }>((resolve) => {
      child.on('close', (code, signal) => resolve({ code, signal, out, err }))
    })
    return { child, ended }
  }
}

export const json = (text: string): any => JSON.parse(text) as unknown
export const readJson = (...path: string[]): any => json(readFileSync(join(...path), 'utf8'))
export const write = (folder: string, name: string, text: string): void => writeFileSync(join(folder, name), text)
export const list = (folder: string): string[] => readdirSync(folder).sort()
