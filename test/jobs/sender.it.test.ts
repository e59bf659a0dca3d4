/** Feature under test: who notices are from, in the mail as it arrives; what is set, or Treff at its public address. */
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { Effect, Redacted } from "effect"
import { SMTPServer } from "smtp-server"
import { afterAll, beforeAll, expect, test } from "vitest"
import { runJobs } from "../../src/jobs/runJobs.ts"
import { openDatabase, type TestDatabase } from "../support/databases.ts"
import { giveAddress, jobsOver, putNotices } from "./jobWorld.ts"

let database: TestDatabase
let arrived: (mail: { readonly from: string; readonly envelope: string }) => void
const smtp = new SMTPServer({
  authOptional: true,
  disableReverseLookup: true,
  disabledCommands: ["STARTTLS"],
  onData: (stream, { envelope }, done) => {
    void text(stream).then((mail) => {
      done()
      const sender = envelope.mailFrom
      arrived({ from: /^From: (.*?)\r$/imu.exec(mail)?.[1] ?? "", envelope: sender === false ? "" : sender.address })
    })
  }
})

beforeAll(async () => {
  database = await openDatabase("PGlite")
  smtp.listen(0, "127.0.0.1")
  await once(smtp.server, "listening")
})
afterAll(async () => {
  await new Promise<void>((closed) => smtp.close(() => closed()))
  await database.close()
})

/** The next mail that leaves. */
const sent = async (mailFrom: string | undefined) => {
  const mail = new Promise<Parameters<typeof arrived>[0]>((resolve) => {
    arrived = resolve
  })
  const { port } = smtp.server.address() as AddressInfo
  const settings = { address: "https://treff.example.no", smtpUrl: Redacted.make(`smtp://127.0.0.1:${port}`), mailFrom }
  const work = Effect.andThen(
    putNotices(1),
    Effect.raceFirst(
      runJobs(settings, () => Effect.never),
      Effect.promise(() => mail)
    )
  )
  await Effect.runPromise(Effect.provide(Effect.scoped(work), jobsOver(database.layer)))
  return await mail
}

test("notices are from who is set, and from Treff at its public address where nobody is", async () => {
  await Effect.runPromise(Effect.provide(giveAddress("bosetting@example.no"), jobsOver(database.layer)))
  expect(await sent("Bosetting <bosetting@imdi.example.no>")).toEqual({
    from: "Bosetting <bosetting@imdi.example.no>",
    envelope: "bosetting@imdi.example.no"
  })
  expect(await sent(undefined)).toEqual({ from: "Treff <treff@treff.example.no>", envelope: "treff@treff.example.no" })
})
