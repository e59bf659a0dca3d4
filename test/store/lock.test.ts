/** One process per embedded database: refusal by name, taking over, and what a kill leaves behind. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { hostname, tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { Effect } from "effect"
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest"
import { RoundId } from "../../src/domain/Ids.ts"
import type { Round } from "../../src/domain/Round.ts"
import { Database } from "../../src/store/Database.ts"
import { holdDirectory } from "../../src/store/lock/DirectoryLock.ts"
import { isAlive, thisProcess } from "../../src/store/lock/Holder.ts"
import { RoundStore } from "../../src/store/RoundStore.ts"
import { makeEmbeddedFiles } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import { officer, round } from "./samples.ts"
import { storesOver } from "./suites/harness.ts"

/** Empty for every test, but for the two that share a database. */
let directory: string
let lock: string
let shared: string
const children: Array<ChildProcess> = []

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "treff-lock-"))
  lock = join(directory, "lock")
})
afterEach(async () => {
  for (const child of children.splice(0))
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL")
      await once(child, "exit")
    }
  await rm(directory, { recursive: true, force: true })
})

type Line = { readonly open?: number; readonly saved?: number; readonly error?: string; readonly message?: string }

beforeAll(async () => {
  shared = await mkdtemp(join(tmpdir(), "treff-shared-"))
  await makeEmbeddedFiles(shared)
})
afterAll(() => rm(shared, { recursive: true, force: true }))

/** Starts the keeper; `next` is its next line, null when it has ended. */
const keeper = (what: "hold" | "write") => {
  const file = fileURLToPath(new URL("keeper.ts", import.meta.url))
  const child = spawn(process.execPath, [file, shared, what], { stdio: ["ignore", "pipe", "inherit"] })
  children.push(child)
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  const next = async (): Promise<Line | null> => {
    const { value, done } = await lines.next()
    return done === true ? null : (JSON.parse(value) as Line)
  }
  return { child, next }
}
const kill = async (child: ChildProcess, signal: NodeJS.Signals) => {
  const exited = once(child, "exit")
  child.kill(signal)
  await exited
}
const hold = (use: Effect.Effect<void> = Effect.void) =>
  Effect.runPromise(Effect.scoped(Effect.andThen(holdDirectory(directory), use)))
const refusal = () => Effect.runPromise(Effect.flip(Effect.scoped(holdDirectory(directory))))

test("a second process is refused and told who, where and what to do; after SIGTERM the lock is gone", async () => {
  const first = keeper("hold")
  expect(await first.next()).toEqual({ open: 0 })
  const second = keeper("hold")
  const refused = await second.next()
  expect(refused).toMatchObject({ error: "DatabaseInUse" })
  expect(refused?.message).toContain(`process ${first.child.pid}, which serves at http://127.0.0.1:8080`)
  expect(refused?.message).toContain("TREFF_DATA")
  expect(await second.next()).toBeNull()
  await kill(first.child, "SIGTERM")
  expect(existsSync(join(shared, "lock"))).toBe(false)
})

test("the same process is refused, too", async () => {
  await hold(
    Effect.promise(async () => {
      expect(await refusal()).toMatchObject({ _tag: "DatabaseInUse", holder: { pid: process.pid } })
    })
  )
  expect(existsSync(lock)).toBe(false)
})

test.each([
  ["of a process that is gone", { pid: 2 ** 22 + 1, started: "x" }],
  ["of a process whose id was given out again", { pid: process.pid, started: "another-boot/1" }]
])("a lock %s is taken over", async (_name, holder) => {
  await writeFile(lock, JSON.stringify({ ...holder, host: hostname() }))
  await hold(
    Effect.promise(async () => {
      expect(JSON.parse(await readFile(lock, "utf8"))).toMatchObject({
        pid: process.pid,
        started: thisProcess().started
      })
    })
  )
  expect(await readdir(directory)).toEqual([])
})

test("F3: a process that lives is named by its id, and once it was killed its lock is taken over", async () => {
  for (let n = 0; n < repetitions(20); n++) {
    const holder = spawn("sleep", ["600"], { stdio: "ignore" })
    children.push(holder)
    await once(holder, "spawn")
    await writeFile(lock, JSON.stringify({ pid: holder.pid, started: null, host: hostname() }))
    expect(await refusal()).toMatchObject({ _tag: "DatabaseInUse", holder: { pid: holder.pid } })
    expect((await refusal()).message).toContain(`process ${holder.pid}`)
    await kill(holder, "SIGKILL")
    await hold()
    expect(await readdir(directory)).toEqual([])
  }
})

test("a lock that was never written to the end is taken over after a while, also in the middle of a takeover", async () => {
  await writeFile(lock, '{"pid":')
  await writeFile(`${lock}.takeover`, JSON.stringify({ pid: 2 ** 22 + 1, started: "x", host: hostname() }))
  await hold()
  expect(await readdir(directory)).toEqual([])
})

test("a lock of another machine is never taken over", async () => {
  await writeFile(lock, JSON.stringify({ pid: 1, started: "x", host: "another-machine" }))
  const error = await refusal()
  expect(error.message).toContain("process 1 on another-machine")
  expect(error.message).toContain(`delete ${lock}`)
})

test("of many who find a stale lock one gets it", async () => {
  await writeFile(lock, JSON.stringify({ pid: 2 ** 22 + 1, started: "x", host: hostname() }))
  const tries = Array.from({ length: 20 }, () => Effect.exit(Effect.andThen(holdDirectory(directory), Effect.void)))
  const exits = await Effect.runPromise(Effect.scoped(Effect.all(tries, { concurrency: "unbounded" })))
  expect(exits.filter((exit) => exit._tag === "Success")).toHaveLength(1)
})

test("a process that has died but not been waited for is not alive", async () => {
  // A stopped shell collects nobody, so its killed child stays as a dead entry.
  const shell = spawn("sh", ["-c", "sleep 60 & echo $!; wait"], { stdio: ["ignore", "pipe", "ignore"] })
  children.push(shell)
  const line = await createInterface({ input: shell.stdout! })[Symbol.asyncIterator]().next()
  const pid = Number(line.value)
  const inState = (of: number, state: string) =>
    expect.poll(() => readFile(`/proc/${of}/stat`, "utf8"), { interval: 5, timeout: 5_000 }).toContain(`) ${state} `)
  shell.kill("SIGSTOP")
  await inState(shell.pid!, "T")
  process.kill(pid, "SIGKILL")
  await inState(pid, "Z")
  expect(isAlive({ ...thisProcess(), pid })).toBe(false)
})

test("after kill -9 in the middle of saving, everything told to be saved is there, and every round is whole", async () => {
  let told = -1
  for (let kills = 0; kills < 2; kills++) {
    const writer = keeper("write")
    const opened = await writer.next()
    expect(opened?.open).toBeGreaterThanOrEqual(told + 1)
    const until = (opened?.open ?? 0) + 6
    for (let line = await writer.next(); line !== null; line = await writer.next()) {
      told = line.saved!
      if (told === until) await kill(writer.child, "SIGKILL")
    }
    expect(existsSync(join(shared, "lock"))).toBe(true)
  }
  const check = Effect.gen(function* () {
    const rounds = yield* RoundStore
    const list = yield* rounds.list(officer)
    expect(list.length).toBeGreaterThanOrEqual(told + 1)
    for (let n = 0; n < list.length; n++) {
      const { households, locks } = yield* rounds.get(officer, RoundId.make(`round-${n}`))
      const saved = round(`round-${n}`)
      const idsOf = (all: Round["households"]) => all.map(({ id, members }) => [id, members.map((one) => one.id)])
      expect([idsOf(households), locks.length]).toEqual([idsOf(saved.ordinary), saved.locks.length])
    }
  })
  await Effect.runPromise(Effect.provide(check, storesOver(Database.layer({ mode: "demo", directory: shared }))))
})
