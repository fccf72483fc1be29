// The native addon: plain cargo, then a copy to native/ by rename (never over a file that is open), the manifest last.
// Without cargo, or when it fails, the reference engine serves: same results, slower on large columns.
import { copyFileSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { arch, env, pid, platform } from 'node:process'
import { contentHash, readStamp } from './stamp.mjs'
import { lastLines, runQuiet } from './run.mjs'
import { say, SetupError } from './talk.mjs'

const sources = ['crates', 'Cargo.toml', 'Cargo.lock', '.cargo']
const manifestFile = 'native/manifest.json'
const buildArguments = ['build', '--release', '--locked', '-p', 'hydra-napi', '-p', 'hydra-probe']

function libc() {
  if (platform === 'win32') return '-msvc'
  if (platform !== 'linux') return ''
  const ldd = readStamp('/usr/bin/ldd') ?? ''
  return ldd.includes('musl') ? '-musl' : '-gnu'
}

const library = () => ({ win32: 'hydra_napi.dll', darwin: 'libhydra_napi.dylib' })[platform] ?? 'libhydra_napi.so'
const fileName = () => `hydra.${platform}-${arch}${libc()}.node`
const launcher = platform === 'win32' ? 'hydra-launch.exe' : 'hydra-launch'

/** What cargo makes -> its name in native/. */
const products = () => ({ [library()]: fileName(), [launcher]: launcher })

function isFresh(stamp) {
  const manifest = JSON.parse(readStamp(manifestFile) ?? '{}')
  const sizeOf = (name) => statSync(join('native', name), { throwIfNoEntry: false })?.size
  return (
    manifest.stamp === stamp &&
    Object.values(products()).every((name) => sizeOf(name) !== undefined && manifest.files?.[name] === sizeOf(name))
  )
}

/** @returns the size in bytes */
function placeFile(built, name) {
  const temp = join('native', `.${name}.${pid}.tmp`)
  copyFileSync(join(env.CARGO_TARGET_DIR ?? 'target', 'release', built), temp)
  const { size } = statSync(temp)
  renameSync(temp, join('native', name))
  return size
}

function place(stamp) {
  mkdirSync('native', { recursive: true })
  const files = Object.fromEntries(Object.entries(products()).map(([built, name]) => [name, placeFile(built, name)]))
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  writeFileSync(`${manifestFile}.${pid}.tmp`, JSON.stringify({ version, abi: abiOf(), stamp, files }, null, 2))
  renameSync(`${manifestFile}.${pid}.tmp`, manifestFile)
}

/** The number the core itself is built with; the loader compares it with what the opened addon says. */
function abiOf() {
  const found = /pub const ABI: u32 = (\d+);/.exec(readFileSync('crates/hydra-core/src/lib.rs', 'utf8'))
  if (found === null) throw new SetupError('crates/hydra-core/src/lib.rs has no `pub const ABI: u32`', 70)
  return Number(found[1])
}

function explain(code, output) {
  const missing = code === 127
  const why = missing ? 'no Rust toolchain found' : `cargo failed with code ${code}`
  const remedy = missing ? 'install Rust from https://rustup.rs for the native engine' : 'mend what the compiler says below'
  const text = `${why}, so the TypeScript reference engine is used (same results, slower on large columns): ${remedy}`
  return missing ? text : `${text}\n${lastLines(output, 5)}`
}

/** @returns {Promise<'native' | 'reference'>} which engine can be used now */
export async function buildAddon() {
  if (env.HYDRA_ENGINE === 'reference') return 'reference'
  const stamp = contentHash(sources)
  if (isFresh(stamp)) return 'native'
  const { code, output } = await runQuiet('building the native engine (cargo)', 'cargo', buildArguments)
  if (code === 0) {
    place(stamp)
    return 'native'
  }
  if (env.HYDRA_ENGINE === 'native') throw new SetupError(`HYDRA_ENGINE=native, but ${explain(code, output)}`, 3)
  say(explain(code, output))
  return 'reference'
}
