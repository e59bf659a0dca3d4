/**
 * The whole application over a database of either kind: stores, API, login, jobs and the real solver. People log in as the
 * demo's people do, and ask over HTTP as browsers do; nothing is reached past the application but by `database.admin`.
 */
import { randomUUID } from "node:crypto"
import { Effect, Layer, Logger, ManagedRuntime, Schema } from "effect"
import { demoAccess } from "../../src/api/access.ts"
import { makeApp } from "../../src/api/app.ts"
import { placesOf } from "../../src/api/demoData.ts"
import type { Limits } from "../../src/api/frame/rateLimit.ts"
import { demoPeople, seedDemoPeople } from "../../src/api/identity/demoPeople.ts"
import { apiLayers } from "../../src/api/serve.ts"
import type { Organisation, Role } from "../../src/casework/Role.ts"
import { MunicipalityCode } from "../../src/domain/MunicipalityCode.ts"
import { Round } from "../../src/domain/Round.ts"
import { runJobs } from "../../src/jobs/runJobs.ts"
import { solveRun } from "../../src/jobs/solveRound.ts"
import type { Mode } from "../../src/matching/consistency.ts"
import { AccountStore } from "../../src/store/AccountStore.ts"
import { CapacityStore } from "../../src/store/CapacityStore.ts"
import { MunicipalityStore } from "../../src/store/MunicipalityStore.ts"
import { RoundProcess } from "../../src/store/RoundProcess.ts"
import { RoundStore } from "../../src/store/RoundStore.ts"
import { SessionStore } from "../../src/store/SessionStore.ts"
import { JobQueue } from "../../src/store/work/JobQueue.ts"
import { OutboxStore } from "../../src/store/work/OutboxStore.ts"
import { RunAttempts } from "../../src/store/work/RunAttempts.ts"
import { type Engine, openDatabase, type TestDatabase } from "../support/databases.ts"
import { sharedSolver } from "../support/sharedSolver.ts"
import { fixtures, smallRound } from "./smallRound.ts"

export const home = "http://treff.test"
export const version = "test"

const boundless = { points: 1_000_000, seconds: 60 }
const noLimits: Limits = { read: boundless, write: boundless, file: boundless, export: boundless }

interface WorldSettings {
  /** The demo, unless said otherwise; in production nobody is one of the demo's people. */
  readonly mode?: Mode
  readonly limits?: Limits
  /** A worker takes runs off the queue in this process. */
  readonly works?: boolean
}

interface Ask {
  readonly body?: unknown
  /** `file`: the household's, read just before. */
  readonly version?: number | "file"
  /** Idempotency key; a new one for each POST unless given, none with null. */
  readonly key?: string | null
  readonly headers?: Record<string, string>
}

/** The application over a database that somebody else opened. */
export const caseworkOver = (
  database: TestDatabase,
  { limits = noLimits, mode = "demo", works = true }: WorldSettings = {}
) => {
  /** Everything that was logged. */
  const logged: Array<string> = []
  const logger = Logger.make(({ cause, message }) => void logged.push(`${String(message)} ${String(cause)}`))
  const services = Layer.mergeAll(
    RunAttempts.layer,
    OutboxStore.layer,
    JobQueue.layer({ pollSeconds: 0.5, superviseSeconds: 1, atOnce: 1 })
  ).pipe(
    Layer.provideMerge(apiLayers(mode, undefined)),
    Layer.provideMerge(Layer.mergeAll(database.layer, sharedSolver, Logger.layer([logger])))
  )
  const runtime = ManagedRuntime.make(services)
  const app = makeApp(runtime, { mode, version, url: home, limits })
  const stopped = new AbortController()
  const working = works
    ? runtime
        .runPromise(runJobs({ smtpUrl: undefined, address: home }, solveRun({ mode, version })), {
          signal: stopped.signal
        })
        .catch(() => {})
    : Promise.resolve()

  const person = (name: string, account: string, cookie: string) => {
    const fileVersion = async (path: string): Promise<number> => {
      const file = path.replace(/(\/households\/[^/]+).*$/u, "$1")
      const answer = await app.request(`${home}${file}`, { headers: { cookie } })
      return Number(/\d+/u.exec(answer.headers.get("etag") ?? "0")![0])
    }
    const send = async <A = unknown>(method: string, path: string, { body, headers, key, version }: Ask = {}) => {
      const seen = version === "file" ? await fileVersion(path) : version
      const answer = await app.request(`${home}${path}`, {
        method,
        headers: {
          cookie,
          ...(method === "GET" ? {} : { origin: home, "treff-request": "1" }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(method === "POST" && key !== null ? { "idempotency-key": key ?? randomUUID() } : {}),
          ...(seen === undefined ? {} : { "if-match": `"v${seen}"` }),
          ...headers
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) })
      })
      const text = await answer.text()
      const isJson = (answer.headers.get("content-type") ?? "").includes("json")
      return { status: answer.status, headers: answer.headers, body: (isJson ? JSON.parse(text) : text) as A }
    }
    return {
      account,
      cookie,
      send,
      get: <A = unknown>(path: string) => send<A>("GET", path),
      /** The body of an answer that must be 200. */
      ok: async <A = unknown>(method: string, path: string, ask: Ask = {}): Promise<A> => {
        const answer = await send<A>(method, path, ask)
        if (answer.status !== 200)
          throw new Error(`${name} ${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
        return answer.body
      }
    }
  }

  /** A session of one of the demo's people. */
  const as = async (name: string) => {
    const login = await app.request(`${home}/auth/demo`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: home, "treff-request": "1" },
      body: JSON.stringify({ person: name })
    })
    if (login.status !== 200) throw new Error(`nobody is ${name}: ${login.status} ${await login.text()}`)
    const { account } = (await login.json()) as { account: string }
    return person(name, account, (login.headers.getSetCookie()[0] ?? "").split(";")[0]!)
  }

  /** Somebody new with one role, as if an identity provider had sent her. */
  const asMember = async (name: string, organisation: Organisation, role: Role) => {
    const { account, token } = await runtime.runPromise(
      Effect.gen(function* () {
        const accounts = yield* AccountStore
        const made = yield* accounts.arrive("https://people.test", name)
        yield* accounts.give("test", made, { organisation, role })
        return { account: made, token: yield* (yield* SessionStore).start(made, organisation) }
      })
    )
    return person(name, account, `${mode === "production" ? "__Host-" : ""}treff=${token}`)
  }

  /** Somebody who answers for a municipality, with an account of its own. */
  const asMunicipality = (code: string) =>
    asMember(`answers for ${code}`, { _tag: "municipality", code: MunicipalityCode.make(code) }, "municipality-write")

  return {
    database,
    runtime,
    app,
    logged,
    as,
    asMember,
    asMunicipality,
    /** Stops what it started; the database stays. */
    stop: async () => {
      stopped.abort()
      await working
      await runtime.dispose()
    }
  }
}

export type Caseworld = ReturnType<typeof caseworkOver>
export type Somebody = Awaited<ReturnType<Caseworld["as"]>>

/** The municipalities and the demo's people. */
export const setUpPeople = async ({ runtime }: Caseworld) => {
  const { file } = await fixtures()
  await runtime.runPromise(
    Effect.gen(function* () {
      yield* seedDemoPeople
      yield* (yield* MunicipalityStore).saveFile(demoAccess, file)
    })
  )
}

/** Besides, the year's places and a round given to both officers. */
export const setUp = async (world: Caseworld, round: Round) => {
  await setUpPeople(world)
  const { file } = await fixtures()
  await world.runtime.runPromise(
    Effect.gen(function* () {
      const year = Number(round.date.slice(0, 4))
      yield* (yield* CapacityStore).load(demoAccess, year, file.municipalities.map(placesOf))
      yield* (yield* RoundStore).save(demoAccess, round)
      const process = yield* RoundProcess
      for (const { account, organisation, person } of demoPeople)
        if (organisation._tag === "imdi" && person.startsWith("officer"))
          yield* process.giveTo(demoAccess, round.id, account)
    })
  )
}

/** The small round of the demo: a dozen households, ready to be published unless said otherwise. */
export const readyRound = async (id = "small"): Promise<Round> => {
  const { demo } = await fixtures()
  return ready(smallRound(demo), id)
}

/** With everything heard and assessed that publication asks for. */
export const ready = (round: Round, id: string): Round => {
  const encoded = Schema.encodeSync(Round)(round)
  return Schema.decodeSync(Round)({
    ...encoded,
    id,
    households: encoded.households.map((household) => ({
      ...household,
      hearing: {
        interviewOn: "2024-10-01",
        adultsHeard: household.members.map((member) => member.id),
        commentWaived: true,
        adverseInformation: "none" as const
      },
      bestInterests: "Barna går i samme skole og barnehage som nå."
    }))
  })
}

export const openCaseWorld = async (engine: Engine, settings: WorldSettings = {}) => {
  const database = await openDatabase(engine)
  const world = caseworkOver(database, settings)
  return {
    ...world,
    close: async () => {
      await world.stop()
      await database.close()
    }
  }
}

/** What the stream of a run told, one by one. */
interface RunTold {
  readonly state: string
  readonly plan: string | null
  readonly failure: string | null
  readonly progress: { readonly stage: string } | null
}

/** Asks for the round to be solved and waits until it is; `told` is what was heard of it while it went on. */
export const solved = async (
  officer: Somebody,
  round: string
): Promise<{ readonly plan: string; readonly told: ReadonlyArray<RunTold> }> => {
  const { run } = await officer.ok<{ run: string }>("POST", `/api/v1/rounds/${round}/runs`)
  const { body } = await officer.get<string>(`/api/v1/runs/${run}/events`)
  const told = [...body.matchAll(/^data: (.+)$/gmu)].map(([, data]) => JSON.parse(data!) as RunTold)
  const { failure, plan, state } = told.at(-1)!
  if (state !== "done" || plan === null) throw new Error(`the run ended as ${state}: ${failure}`)
  return { plan, told }
}
