/**
 * A process of its own that opens the embedded database and tells what happens, one JSON document per line:
 * node keeper.ts DIRECTORY hold|write. `hold` keeps it open, `write` saves one round after another.
 */
import { Effect, Layer } from "effect"
import { Database } from "../../src/store/Database.ts"
import { RoundStore } from "../../src/store/RoundStore.ts"
import { officer, round } from "./samples.ts"

const [directory, what] = process.argv.slice(2)
const tell = (line: unknown) => Effect.sync(() => process.stdout.write(`${JSON.stringify(line)}\n`))

const program = Effect.gen(function* () {
  const database = yield* Database
  const rounds = yield* RoundStore
  yield* database.announce("http://127.0.0.1:8080")
  const saved = yield* rounds.list(officer)
  yield* tell({ open: saved.length })
  if (what === "hold") return yield* Effect.never
  for (let n = saved.length; ; n++) {
    yield* rounds.save(officer, round(`round-${n}`))
    yield* tell({ saved: n })
  }
})

const layer = RoundStore.layer.pipe(Layer.provideMerge(Database.layer({ mode: "demo", directory: directory! })))
const interrupted = new AbortController()
process.once("SIGTERM", () => interrupted.abort())
await Effect.runPromise(
  program.pipe(
    Effect.provide(layer),
    Effect.catch((error) => tell({ error: error._tag, message: error.message }))
  ),
  { signal: interrupted.signal }
).catch(() => {})
