/**
 * The server killed with SIGKILL while 200 writes are under way, again and again, on both databases: nothing it acknowledged
 * is lost or done twice, the audit chain verifies, and it is ready again within ten seconds. What was cut off is sent again
 * with its key, as a client would.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { randomUUID } from "node:crypto"
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { setTimeout } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { Effect, Redacted } from "effect"
import fc from "fast-check"
import { afterAll, beforeAll, expect, test } from "vitest"
import { migrateDatabase } from "../../src/store/migrate.ts"
import { createServerCopy, makeEmbeddedFiles, serverUrl } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import { mortalRound } from "./mortalRound.ts"
import type { MortalServerSettings, Survey } from "./mortalServer.ts"

const atOnce = 200
const readyWithinMs = 10_000

/** After how many acknowledgements a server is killed, and how long after the last of them. */
const deaths = fc.sample(fc.record({ acknowledged: fc.integer({ min: 1, max: 60 }), ms: fc.nat({ max: 30 }) }), {
  numRuns: repetitions(10),
  seed: fc.readConfigureGlobal().seed ?? 0
})

let directory: string
const children: Array<ChildProcess> = []
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "treff-survives-"))
})
afterAll(async () => {
  for (const child of children) await kill(child)
  await rm(directory, { recursive: true, force: true })
})

const kill = async (child: ChildProcess) => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, "exit")
  child.kill("SIGKILL")
  await exited
}

/** Longest a client waits: a server that lives answers, if only that it is too busy. */
const patienceMs = 90_000

/** A server of its own process, once it says it is ready; how long that took. */
const start = async (settings: MortalServerSettings) => {
  const started = performance.now()
  const file = fileURLToPath(new URL("mortalServer.ts", import.meta.url))
  const child = spawn(process.execPath, [file, JSON.stringify(settings)], { stdio: ["pipe", "pipe", "inherit"] })
  children.push(child)
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  const next = async () => {
    const { done, value } = await lines.next()
    if (done === true) throw new Error("the server ended by itself")
    return JSON.parse(value)
  }
  const { port } = await next()
  const home = `http://127.0.0.1:${port}`
  expect((await fetch(`${home}/readyz`)).status).toBe(200)
  const survey = (): Promise<Survey> => {
    child.stdin!.write("look\n")
    return next()
  }
  return { child, home, survey, readyMs: performance.now() - started }
}
type Server = Awaited<ReturnType<typeof start>>

const post = (home: string, path: string, body: unknown, headers: Record<string, string> = {}, method = "POST") =>
  fetch(`${home}${path}`, {
    method,
    headers: { "content-type": "application/json", origin: home, "treff-request": "1", ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs)
  })

/** The session, which outlives the server. */
const logIn = async ({ home }: Server, person: string) => {
  const answer = await post(home, "/auth/demo", { person })
  expect(answer.status).toBe(200)
  return answer.headers.getSetCookie()[0]!.split(";")[0]!
}

interface KnownFile {
  version: number
}

interface Act {
  readonly number: number
  readonly path: string
  readonly method: "POST" | "PUT"
  readonly body: unknown
  readonly headers: Record<string, string>
  /** The household's file that is changed, as far as the client knows it. */
  readonly file?: KnownFile
  /** What the server answered, when it did. */
  answer?: string
}

const { file, round } = await mortalRound()
const households = round.households.map(({ id }) => id)
const municipalities = file.municipalities.map(({ code }) => code)

type Cookies = Readonly<Record<"bergen" | "trondheim" | "officer-1" | "officer-2", string>>

/** Acts of three kinds in turn, by two people each, with their number in what they write. */
const makeAct = (number: number, cookies: Cookies, files: ReadonlyArray<KnownFile>): Act => {
  const turn = Math.floor(number / 3)
  const isEven = turn % 2 === 0
  const officer = isEven ? cookies["officer-1"] : cookies["officer-2"]
  const household = `/api/v1/rounds/${round.id}/households/${households[turn % households.length]}`
  if (number % 3 === 0)
    return {
      number,
      method: "POST",
      path: `/api/v1/municipalities/${isEven ? "4601" : "5001"}/declarations`,
      headers: { cookie: isEven ? cookies.bergen : cookies.trondheim, "idempotency-key": randomUUID() },
      body: { declaredOn: "2024-11-20", source: "municipality", followUpPlaces: number }
    }
  if (number % 3 === 1)
    return {
      number,
      method: "POST",
      path: `${household}/break-glass`,
      headers: { cookie: officer, "idempotency-key": randomUUID() },
      body: { reason: `Innlagt på sykehus i natt, henvendelse ${number}` }
    }
  // Never the same household and municipality twice: the later forbid would take the place of the earlier.
  const municipality = municipalities[Math.floor(turn / households.length)]
  return {
    number,
    method: "PUT",
    path: `${household}/forbids/${municipality}`,
    headers: { cookie: officer, "idempotency-key": randomUUID() },
    file: files[turn % households.length]!,
    body: { reason: `Vedtak nummer ${number} i saken` }
  }
}

/** Too many at once for this machine: the request came in too slowly, or no connection to the database was free. */
const busy = [408, 503]

/** What the file's version is now; it stays unknown while the server is dead. */
const readVersion = async ({ home }: Server, { headers, path }: Act, file: KnownFile) => {
  const opened = await fetch(`${home}${path.replace(/\/forbids.*/u, "")}`, {
    headers: { cookie: headers.cookie ?? "" },
    signal: AbortSignal.timeout(patienceMs)
  }).catch(() => undefined)
  const version = Number(/\d+/u.exec(opened?.headers.get("etag") ?? "")?.[0] ?? file.version)
  file.version = Math.max(file.version, version)
}

/** What the server answers; undefined when the connection was cut, or it is too busy just now. */
const send = async (server: Server, act: Act): Promise<string | undefined> => {
  const { body, file, headers, method, path } = act
  const tried = file?.version
  const version: Record<string, string> = tried === undefined ? {} : { "if-match": `"v${tried}"` }
  const answered = await post(server.home, path, body, { ...headers, ...version }, method)
    .then(async (response) => ({ status: response.status, text: await response.text() }))
    .catch((error: Error) => {
      if (error.name === "TimeoutError") throw new Error(`${path} was not answered`, { cause: error })
      return undefined
    })
  if (answered === undefined || busy.includes(answered.status)) return undefined
  if (file !== undefined && answered.status === 200)
    file.version = Math.max(file.version, (JSON.parse(answered.text) as KnownFile).version)
  if (file !== undefined && answered.status === 412) {
    // Somebody else's act has come in between, or one's own whose answer got lost.
    if (file.version === tried) await readVersion(server, act, file)
    return await send(server, act)
  }
  if (answered.status !== 200) throw new Error(`${path}: ${answered.status} ${answered.text}`)
  return answered.text
}

/** Keeps so many writes under way until the server is dead; those it did not answer. */
const writeUntilKilled = async (server: Server, next: () => Act, death: (typeof deaths)[number]) => {
  const cutOff: Array<Act> = []
  let acknowledged = 0
  let isDead = false
  const die = async () => {
    await setTimeout(death.ms)
    isDead = true
    await kill(server.child)
  }
  let dying: Promise<void> | undefined
  const write = async () => {
    while (!isDead) {
      const act = next()
      const answer = await send(server, act)
      if (answer === undefined) {
        cutOff.push(act)
        continue
      }
      act.answer = answer
      acknowledged += 1
      if (acknowledged === death.acknowledged) dying = die()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, write))
  await dying
  return cutOff
}

/** Everything acknowledged is in the database, nothing is there twice, and the audit log tells of it all. */
const check = (acts: ReadonlyArray<Act>, { audit, declarations, forbids, glass }: Survey) => {
  const kept = new Map<number, string | null>([...glass, ...forbids].map((act): [number, string | null] => [act, null]))
  for (const { act, id } of declarations) kept.set(act, id)
  expect(kept.size).toBe(glass.length + forbids.length + declarations.length)
  const lost = acts.filter(({ answer, number }) => answer !== undefined && !kept.has(number))
  expect(lost).toEqual([])
  const told = (act: number) => acts[act]?.answer && (JSON.parse(acts[act].answer) as { id: string }).id
  const renamed = declarations.filter(({ act, id }) => ![undefined, id].includes(told(act)))
  expect(renamed).toEqual([])
  expect(audit).toMatchObject({ fault: null, declared: declarations.length })
  expect(audit.changed).toBeGreaterThanOrEqual(glass.length + forbids.length)
}

/** Some acts with keys, sent again: answered as before. */
const sendAgain = async (server: Server, acts: ReadonlyArray<Act>) => {
  const keyed = acts.filter(({ answer, headers }) => answer !== undefined && "idempotency-key" in headers).slice(-10)
  const answers = await Promise.all(keyed.map((act) => send(server, act)))
  expect(answers).toEqual(keyed.map(({ answer }) => answer))
}

const survives = async (where: Pick<MortalServerSettings, "url" | "directory">, lives: typeof deaths) => {
  const acts: Array<Act> = []
  const files = households.map((): KnownFile => ({ version: 1 }))
  let cutOff: Array<Act> = []
  let server = await start({ ...where, isNew: true })
  const cookies = {
    bergen: await logIn(server, "bergen"),
    trondheim: await logIn(server, "trondheim"),
    "officer-1": await logIn(server, "officer-1"),
    "officer-2": await logIn(server, "officer-2")
  }
  const another = () => {
    const act = makeAct(acts.length, cookies, files)
    acts.push(act)
    return act
  }
  for (const death of lives) {
    const before = cutOff
    const stillCutOff = await writeUntilKilled(server, () => before.shift() ?? another(), death)
    cutOff = [...stillCutOff, ...before]
    server = await start({ ...where, isNew: false })
    expect(server.readyMs).toBeLessThan(readyWithinMs)
    check(acts, await server.survey())
    await sendAgain(server, acts)
  }
  await Promise.all(
    cutOff.map(async (act) => {
      const answer = await send(server, act)
      if (answer !== undefined) act.answer = answer
    })
  )
  check(acts, await server.survey())
  await kill(server.child)
}

/** A database of its own for every ten deaths. */
const tens = Array.from({ length: deaths.length / 10 }, (_, ten) => deaths.slice(ten * 10, (ten + 1) * 10))
const timeout = tens.length * 300_000

test.concurrent("PGlite: nothing acknowledged is lost when the server is killed", { timeout }, async () => {
  for (const [ten, lives] of tens.entries()) {
    const files = join(directory, `${ten}`)
    await makeEmbeddedFiles(files)
    await survives({ url: null, directory: files }, lives)
  }
})

test.concurrent("PostgreSQL: nothing acknowledged is lost when the server is killed", { timeout }, async () => {
  for (const lives of tens) {
    const { drop, name } = await createServerCopy()
    const url = serverUrl({ database: name })
    await Effect.runPromise(migrateDatabase({ mode: "demo", directory, url: Redacted.make(url) }))
    await survives({ url, directory }, lives).finally(drop)
  }
})
