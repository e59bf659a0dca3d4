/**
 * F4: a worker killed at every step, with a real SIGKILL: its runs are taken up again and each gets exactly one plan, and
 * every notice is sent at least once, known again by its Message-ID. F5: a worker that sleeps past its time is refused.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import { Effect, Redacted } from "effect"
import { SMTPServer } from "smtp-server"
import { afterAll, beforeAll, expect, test } from "vitest"
import { migrateDatabase } from "../../src/store/migrate.ts"
import { createServerCopy, makeEmbeddedFiles, serverUrl } from "../support/databases.ts"
import { repetitions, repetitionsOnBoth } from "../support/repetitions.ts"
import type { Tally } from "./jobWorld.ts"
import type { MortalSettings } from "./mortal.ts"

let directory: string
const children: Array<ChildProcess> = []

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "treff-kills-"))
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

/** A mail server that takes everything. */
const mailServer = async () => {
  const mails: Array<string> = []
  const smtp = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, done) => {
      void text(stream).then((mail) => {
        mails.push(mail)
        done()
      })
    }
  })
  smtp.listen(0, "127.0.0.1")
  await once(smtp.server, "listening")
  const { port } = smtp.server.address() as AddressInfo
  const close = () => new Promise<void>((closed) => smtp.close(() => closed()))
  return { mails, url: `smtp://127.0.0.1:${port}`, close }
}

const start = (settings: MortalSettings) => {
  const file = fileURLToPath(new URL("mortal.ts", import.meta.url))
  const child = spawn(process.execPath, [file, JSON.stringify(settings)], {
    stdio: ["pipe", "pipe", "inherit"]
  })
  children.push(child)
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  const next = async () => {
    const { done, value } = await lines.next()
    return done === true ? null : JSON.parse(value)
  }
  return { child, next }
}

const freshServer = async () => {
  const { drop, name } = await createServerCopy()
  const url = serverUrl({ database: name })
  await Effect.runPromise(migrateDatabase({ mode: "demo", directory, url: Redacted.make(url) }))
  return { url, drop }
}

const messageIdOf = (mail: string) => /^Message-ID: (<[^>]+>)/im.exec(mail)?.[1]

const killedAtEveryStep = async (over: Pick<MortalSettings, "url" | "directory">) => {
  const each = repetitionsOnBoth(20)
  const { close, mails, url: smtp } = await mailServer()
  const doomed = start({ ...over, each, smtp, does: "crash" })
  expect(await doomed.next()).toEqual({ stuck: 7 * each })
  await kill(doomed.child)
  const ended: Tally = await start({ ...over, each, smtp, does: "survive" }).next()
  await close()
  const runs = 5 * each
  const notices = runs + 2 * each
  // Those killed before they began and after they had ended begin once; the others twice.
  expect(ended).toEqual({ waiting: 0, done: runs, plans: runs, twice: 3 * each, notices, sent: notices })
  // Those killed after their mail was sent go out a second time, under the same id.
  expect(mails.length).toBe(notices + each)
  expect(new Set(mails.map(messageIdOf)).size).toBe(notices)
}

test.concurrent("F4 PGlite: killed at every step", async () => {
  await makeEmbeddedFiles(directory)
  await killedAtEveryStep({ url: null, directory })
})

test.concurrent("F4 PostgreSQL: killed at every step", async () => {
  const { url, drop } = await freshServer()
  await killedAtEveryStep({ url, directory }).finally(drop)
})

test.concurrent("F5 PostgreSQL: a worker that slept past its time is refused", async () => {
  const { url, drop } = await freshServer()
  const each = repetitions(20)
  const over = { url, directory, each, smtp: "smtp://127.0.0.1:9" }
  const sleeper = start({ ...over, does: "pause" })
  expect(await sleeper.next()).toEqual({ stuck: each })
  sleeper.child.kill("SIGSTOP")
  const ended: Tally = await start({ ...over, does: "finish" }).next()
  expect(ended).toMatchObject({ waiting: 0, done: each, plans: each, twice: each })
  sleeper.child.stdin!.write("go on\n")
  sleeper.child.kill("SIGCONT")
  for (let n = 0; n < each; n++) expect(await sleeper.next()).toEqual({ refused: "RunLost" })
  const after: Tally = await start({ ...over, does: "finish" }).next()
  expect(after).toEqual(ended)
  await kill(sleeper.child)
  await drop()
})
