/**
 * The whole server over a database of either kind, to be killed: node mortalServer.ts SETTINGS. Tells where it listens, and
 * for each line on stdin what is in the database; one JSON document per line. It solves nothing and sends nothing.
 */
import { createInterface } from "node:readline"
import { Effect, Layer, Logger, ManagedRuntime, Redacted } from "effect"
import { sql } from "kysely"
import { demoAccess } from "../../src/api/access.ts"
import { makeApp } from "../../src/api/app.ts"
import { demoPeople, seedDemoPeople } from "../../src/api/identity/demoPeople.ts"
import { apiLayers } from "../../src/api/serve.ts"
import { listen } from "../../src/api/server.ts"
import { layer as decomposition } from "../../src/matching/decomposition/DecompositionSolver.ts"
import { verifyLog } from "../../src/store/audit/readChain.ts"
import { Database } from "../../src/store/Database.ts"
import { query } from "../../src/store/failures.ts"
import { MunicipalityStore } from "../../src/store/MunicipalityStore.ts"
import { RoundProcess } from "../../src/store/RoundProcess.ts"
import { RoundStore } from "../../src/store/RoundStore.ts"
import { mortalRound } from "./mortalRound.ts"

export interface MortalServerSettings {
  readonly directory: string
  /** PostgreSQL, already migrated; null = the embedded database in the directory. */
  readonly url: string | null
  /** The database is new: put people, municipalities and a round into it first. */
  readonly isNew: boolean
}

/** What is in the database of what was written. Each act carries a number of its own. */
export interface Survey {
  readonly declarations: ReadonlyArray<{ readonly act: number; readonly id: string }>
  readonly glass: ReadonlyArray<number>
  readonly forbids: ReadonlyArray<number>
  readonly audit: { readonly fault: unknown; readonly declared: number; readonly changed: number }
}

const { directory, isNew, url }: MortalServerSettings = JSON.parse(process.argv[2]!)
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

const furnish = Effect.gen(function* () {
  const { file, round } = yield* Effect.promise(mortalRound)
  yield* seedDemoPeople
  yield* (yield* MunicipalityStore).saveFile(demoAccess, file)
  yield* (yield* RoundStore).save(demoAccess, round)
  const process = yield* RoundProcess
  for (const { account, person } of demoPeople)
    if (person.startsWith("officer")) yield* process.giveTo(demoAccess, round.id, account)
})

const actOf = (text: unknown): number => Number(/\d+/u.exec(String(text))?.[0])

const survey = Effect.gen(function* () {
  const database = yield* Database
  const { fault } = yield* verifyLog(database, new Map())
  const written = yield* database.withRole(demoAccess.role, demoAccess, (trx) =>
    query("survey", async () => ({
      declarations: await trx
        .selectFrom("core.declaration")
        .select(["id", sql<number>`(doc ->> 'followUpPlaces')::int`.as("act")])
        .execute(),
      glass: await trx.selectFrom("core.break_glass").select("reason").execute(),
      forbids: await trx.selectFrom("core.choice").select("reason").where("kind", "=", "forbid").execute()
    }))
  )
  const entries = yield* database.withRole("auditor", { user: "survey", purpose: "audit" }, (trx) =>
    query("survey audit", () =>
      sql<{ declared: number; changed: number }>`
        select (count(*) filter (where c.subject like 'declaration:%'))::int as declared,
          (count(*) filter (where e.action in ('change', 'break-glass') and c.subject like 'household:%'))::int as changed
        from audit.entry e join audit.content c on c.seq = e.seq`.execute(trx)
    )
  )
  return {
    declarations: written.declarations,
    glass: written.glass.map(({ reason }) => actOf(reason)),
    forbids: written.forbids.map(({ reason }) => actOf(reason)),
    audit: { fault, ...entries.rows[0]! }
  } satisfies Survey
})

const boundless = { points: 1_000_000, seconds: 60 }
const limits = { read: boundless, write: boundless, file: boundless, export: boundless }

const program = Effect.gen(function* () {
  const context = yield* Layer.build(
    apiLayers("demo", undefined).pipe(
      Layer.provideMerge(
        Layer.mergeAll(
          Database.layer({ mode: "demo", directory, ...(url === null ? {} : { url: Redacted.make(url) }) }),
          decomposition,
          // Stdout is for what the test reads.
          Layer.succeed(Logger.LogToStderr, true)
        )
      )
    )
  )
  if (isNew) yield* furnish.pipe(Effect.provideContext(context))
  const runtime = ManagedRuntime.make(Layer.succeedContext(context))
  const app = makeApp(runtime, { mode: "demo", version: "test", limits })
  say({ port: yield* listen((request, env) => app.fetch(request, env), 0) })
  const asked = createInterface({ input: process.stdin })
  yield* Effect.promise(async () => {
    for await (const _ of asked) say(await runtime.runPromise(survey))
  })
})

await Effect.runPromise(Effect.scoped(program))
