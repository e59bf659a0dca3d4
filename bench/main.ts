/** `npm run bench -- engine|scoring|warm|lookahead|api`: measures, checks the answers, prints a table or one JSON document. */
import "../src/keepWasmCode.ts"
import { Command } from "commander"
import { print, printJson } from "../src/commands/output.ts"
import { type Setting, setting } from "./measure.ts"
import { tableOf } from "./table.ts"

/** One line of a bench: names to words and numbers. */
export type Row = Readonly<Record<string, string | number | boolean | null>>

export interface Bench {
  readonly rows: ReadonlyArray<Row>
  /** Answers that were wrong; a bench with any of them fails. */
  readonly wrong: ReadonlyArray<string>
}

export interface BenchOptions {
  /** The whole table and the largest sizes, without caps on rivals. */
  readonly full: boolean
  /** An instance file to measure on as well. */
  readonly instance?: string
}

const benches: Readonly<Record<string, () => Promise<(options: BenchOptions) => Promise<Bench>>>> = {
  api: async () => (await import("./api.ts")).benchApi,
  engine: async () => (await import("./engine.ts")).benchEngine,
  scoring: async () => (await import("./scoring.ts")).benchScoring,
  warm: async () => (await import("./warm.ts")).benchWarm,
  lookahead: async () => (await import("./lookahead.ts")).benchLookahead
}

const show = (name: string, { rows, wrong }: Bench, where: Setting): void => {
  print(
    `${name} · ${where.cpu}, ${where.cores} cores, ${where.memoryGB} GB · node ${where.node} · commit ${where.commit}`
  )
  print(tableOf(rows))
  for (const sentence of wrong) print(`✗ ${sentence}`)
}

const program = new Command("bench").description("measure Treff, and check its answers while at it")
for (const [name, load] of Object.entries(benches)) {
  program
    .command(name)
    .option("--full", "the whole table and the largest sizes", false)
    .option("--instance <file>", "an instance file (treff-instance/1) to measure on as well")
    .option("--json", "print one JSON document", false)
    .action(async ({ json, ...options }: BenchOptions & { readonly json: boolean }) => {
      const started = performance.now()
      const bench = await (await load())(options)
      const seconds = Math.round((performance.now() - started) / 1000)
      if (json) printJson({ bench: name, ...setting(), seconds, ...bench })
      else show(name, bench, setting())
      process.exitCode = bench.wrong.length === 0 ? 0 : 1
    })
}
await program.parseAsync()
