#!/usr/bin/env node
// Writes etc/hydra.api.md: every public name with its declaration, as the built .d.ts files say it.
// `--check`: fails when the committed page differs, so that no change of the public face goes unseen.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { argv, exit, stderr } from 'node:process'
import ts from 'typescript'

const page = 'etc/hydra.api.md'
const entries = {
  'hydra-profiler': 'dist/index.d.ts',
  'hydra-profiler/stats': 'dist/stats.d.ts',
  'hydra-profiler/selector': 'dist/selector.d.ts',
  'hydra-profiler/formula': 'dist/formula.d.ts',
  'hydra-profiler/bench': 'dist/bench.d.ts',
  'hydra-profiler/bench/vitest': 'dist/bench-vitest.d.ts',
}

const printer = ts.createPrinter({ removeComments: true })
const declarationText = (node) =>
  printer.printNode(ts.EmitHint.Unspecified, ts.isVariableDeclaration(node) ? node.parent.parent : node, node.getSourceFile())

function namesOf(program, file) {
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(source))
  return symbols
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((symbol) => {
      const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
      const texts = (target.declarations ?? []).map((node) =>
        declarationText(node)
          .replace(/^export /, '')
          .replace(/^declare /, ''),
      )
      return `### ${symbol.name}\n\n\`\`\`ts\n${texts.join('\n')}\n\`\`\`\n`
    })
}

function render() {
  const program = ts.createProgram(Object.values(entries), {
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
    strict: true,
    types: ['node'],
  })
  const parts = Object.entries(entries).flatMap(([name, file]) => [`## ${name}\n`, ...namesOf(program, file)])
  return `# The public face\n\nWritten by \`node scripts/api.mjs\` from the built declarations; a change here is a change for users.\n\n${parts.join('\n')}`
}

const text = render()
mkdirSync('etc', { recursive: true })
if (!argv.includes('--check')) writeFileSync(page, text)
else if (readFileSync(page, 'utf8') !== text) {
  stderr.write(`${page} differs from the built declarations: run node scripts/api.mjs, look at the change, and commit it\n`)
  exit(1)
}
