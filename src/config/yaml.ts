/**
 * YAML of a configuration: version 1.2, core schema, no merge keys, no key twice, no tags of its own.
 * In: a text. Out: plain values without prototypes, and the place of every key. Names are kept as written: `010:` is the name "010".
 * Aliases are resolved here, within bounds: a bomb of aliases ends at 200 000 values, a circle at 64 levels.
 * Fails: HYD-1001 syntax, HYD-1004 too deep or too many values, HYD-1006 a key twice, a merge key, a key that is no text.
 */
import type * as YamlModule from 'yaml'
import type { Alias, Node, YAMLMap } from 'yaml'
import { show } from '../errors/index.ts'
import { forbidden, tooLarge, unreadable } from './faults.ts'
import { bareRecord, keepOrder, Places, type Parsed } from './parsed.ts'
import { scanYaml } from './yaml-scan.ts'

type Yaml = typeof YamlModule
type Document = ReturnType<Yaml['parseDocument']>

const deepest = 64
const mostValues = 200_000

/** Turns nodes into values. */
class Reader {
  readonly #anchors = new Map<string, Node>()
  readonly #path: (string | number)[] = []
  #values = 0

  constructor(
    readonly yaml: Yaml,
    readonly file: string,
    readonly places: Places,
  ) {}

  read(node: Node | null | undefined): unknown {
    const { yaml } = this
    this.#values += 1
    if (this.#values > mostValues) throw tooLarge(this.file, `of more than ${mostValues} values`, `${mostValues}`)
    if (this.#path.length > deepest)
      throw tooLarge(this.file, `nested deeper than ${deepest} levels`, `${deepest}`, this.#at(node))
    if (node === null || node === undefined) return null
    if (yaml.isAlias(node)) return this.read(this.#target(node))
    if ('anchor' in node && typeof node.anchor === 'string') this.#anchors.set(node.anchor, node)
    if (yaml.isMap(node)) return this.#record(node)
    if (yaml.isSeq(node)) return node.items.map((item, i) => this.#inside(i, item as Node, () => this.read(item as Node)))
    return yaml.isScalar(node) ? node.value : null
  }

  #at(node: Node | null | undefined): ReturnType<Places['at']> | undefined {
    const start = node?.range?.[0]
    return start === undefined ? undefined : this.places.at(start)
  }

  #inside<T>(key: string | number, at: Node | null, read: () => T): T {
    this.#path.push(key)
    const start = at?.range?.[0]
    if (start !== undefined) this.places.set(this.#path, start)
    const value = read()
    this.#path.pop()
    return value
  }

  #target(alias: Alias): Node {
    const node = this.#anchors.get(alias.source)
    if (node === undefined) throw unreadable(this.file, `the alias *${alias.source} has no anchor before it`, this.#at(alias))
    return node
  }

  #key(node: unknown): string {
    const { yaml } = this
    const isPlain = yaml.isScalar(node) && (typeof node.value === 'string' || node.type === 'PLAIN')
    if (!isPlain) throw forbidden(this.file, 'a key that is no text,', this.#at(node as Node | null))
    const key = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))
    if (key === '<<') throw forbidden(this.file, 'a merge key (<<),', this.#at(node))
    return key
  }

  #record({ items }: YAMLMap): unknown {
    const record = bareRecord()
    const keys: string[] = []
    for (const { key: keyNode, value } of items) {
      const key = this.#key(keyNode)
      if (key in record) throw forbidden(this.file, `the key ${show(key)} twice,`, this.#at(keyNode as Node))
      keys.push(key)
      record[key] = this.#inside(key, keyNode as Node, () => this.read(value as Node | null))
    }
    keepOrder(record, keys)
    return record
  }
}

function refuseFaults(file: string, document: Document, places: Places): void {
  const fault = document.errors[0] ?? document.warnings[0]
  if (fault !== undefined) {
    const place = places.at(fault.pos[0])
    throw unreadable(file, fault.message, place, fault)
  }
  const version = document.directives?.yaml.version
  if (version !== undefined && version !== '1.2') throw unreadable(file, `it is YAML ${version}; only 1.2 is read`)
}

/**
 * Parses the text of a YAML file.
 *
 * @throws HYD-1001, HYD-1004, HYD-1006
 */
export async function parseYaml(file: string, text: string): Promise<Parsed> {
  const yaml = await import('yaml')
  const places = new Places(text)
  scanYaml(file, new yaml.Lexer().lex(text), places)
  const options = { schema: 'core', merge: false, uniqueKeys: false, prettyErrors: false, logLevel: 'error' } as const
  const document = yaml.parseDocument(text, options)
  refuseFaults(file, document, places)
  const value = new Reader(yaml, file, places).read(document.contents)
  return { value: value ?? bareRecord(), placeOf: (path) => places.of(path) }
}
