/**
 * Feature under test: one person's own data once a case has run (H5): requests, the yes, the file a municipality has opened, the
 * application for self-settlement and corrections are in it, with who looked, when, why and for whom; and nothing another member
 * has said. On both databases, over HTTP.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Round } from "../../src/domain/Round.ts"
import { engines } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import { openCaseWorld, type Somebody, setUpPeople } from "./caseWorld.ts"
import { published, type Required, requestsOf, roomy, roundFor, yesTo } from "./requestWorld.ts"

interface Exported {
  readonly corrections: ReadonlyArray<{ readonly field: string; readonly now: unknown; readonly source: string }>
  readonly requests: ReadonlyArray<Record<string, unknown>>
  readonly selfSettlements: ReadonlyArray<Record<string, unknown>>
  readonly settlement: Record<string, unknown>
  readonly accessLog: ReadonlyArray<{
    readonly at: string
    readonly action: string
    readonly purpose: string | null
    readonly organisation: string | null
  }>
}

const at = "/api/v1/rounds/bergen"
const said = { source: "stated", saidOn: "2024-11-01" }
const asked = "Kan flyttingen vente til februar?"
const replied = "Ja, til utgangen av februar."
const view = (id: string) => ({ _tag: "not-heard", reason: `mark-${id}-corrected` })

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let officer: Somebody
  let bergen: Somebody
  let round: Round
  /** Applies for self-settlement; nobody is asked about it. */
  let applies: string
  let placed: ReadonlyArray<string>
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUpPeople(world)
    await roomy(await world.as("lead"), 2024)
    officer = await world.as("officer-1")
    bergen = await world.as("bergen")
    round = await roundFor("bergen", "4601", 10)
    const [first, ...others] = await published(world, round)
    applies = first!
    placed = others
    await officer.ok("POST", `${at}/households/${applies}/self-settlement`, {
      body: { municipality: "5001", reference: "2024/17", appliedOn: "2024-11-01" }
    })
    await officer.ok("POST", `${at}/requests`, { body: { households: placed } })
    for (const { id, version } of await requestsOf(officer, "bergen")) {
      const { id: question } = await bergen.ok<{ id: string }>("POST", `/api/v1/requests/${id}/questions`, {
        body: { text: asked }
      })
      await officer.ok("POST", `/api/v1/requests/${id}/questions/${question}/answer`, { body: { text: replied } })
      const { required } = await bergen.ok<{ required: ReadonlyArray<Required> }>("GET", `/api/v1/requests/${id}`)
      await bergen.ok("POST", `/api/v1/requests/${id}/answer`, { body: yesTo(required), version })
      await bergen.ok("GET", `/api/v1/requests/${id}/file`)
      await bergen.ok("POST", `/api/v1/requests/${id}/receipt`)
    }
  })
  afterAll(() => world?.close())

  const correct = async (household: string, body: object) => {
    const { headers } = await officer.get(`${at}/households/${household}`)
    const version = Number(/\d+/u.exec(headers.get("etag")!)![0])
    await officer.ok("POST", `${at}/households/${household}/corrections`, { body: { ...said, ...body }, version })
  }
  const exportOf = (person: string) => officer.ok<Exported>("GET", `${at}/persons/${person}/export?lang=en`)

  test("H5: what was asked, answered, opened and corrected is told, and what another member said is not", async () => {
    const inCase = round.households.filter(({ id }) => placed.includes(id))
    for (const alone of [true, false]) expect(inCase.some(({ members }) => (members.length === 1) === alone)).toBe(true)
    for (const { id, members } of inCase) {
      await correct(id, { field: "permitOn", value: "2024-05-02" })
      for (const member of members) await correct(id, { person: member.id, field: "childView", value: view(member.id) })
    }
    const everybody = inCase.flatMap(({ members }) => members.map((member) => ({ member, members })))
    for (let n = 0; n < Math.max(repetitions(20), everybody.length); n++) {
      const { member, members } = everybody[n % everybody.length]!
      const exported = await exportOf(member.id)
      expect(exported.corrections.map(({ field, now, source }) => [field, now, source])).toEqual([
        ["permitOn", "2024-05-02", "stated"],
        ["childView", view(member.id), "stated"]
      ])
      expect(exported.requests).toMatchObject([{ municipality: "4601", state: "accepted" }])
      const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u)
      const words = members.length === 1 ? { question: asked, answer: replied } : {}
      expect(exported.requests[0]).toMatchObject({ sentAt: moment, answeredAt: moment, fileReceivedAt: moment })
      expect(exported.requests[0]!.questions).toEqual([{ askedAt: moment, answeredAt: moment, ...words }])
      expect(exported.settlement).toMatchObject({ state: "agreed", municipality: "4601" })
      expect(exported.selfSettlements).toEqual([])
      const looks = exported.accessLog.filter(({ organisation }) => organisation === "municipality:4601")
      expect(looks.map(({ action }) => action)).toEqual(expect.arrayContaining(["read", "answer", "disclose"]))
      for (const look of looks) {
        expect(Object.keys(look).sort()).toEqual(["action", "at", "organisation", "purpose"])
        expect(Number.isNaN(Date.parse(look.at))).toBe(false)
        expect(look.purpose).toBe("settlement")
      }
      expect(exported.accessLog.some(({ organisation }) => organisation === "municipality:5001")).toBe(false)
      const text = JSON.stringify(exported)
      for (const account of [officer.account, bergen.account]) expect(text).not.toContain(account)
      for (const other of members.filter(({ id }) => id !== member.id))
        for (const secret of [`"${other.id}"`, other.duf.number, `mark-${other.id}-`])
          expect([member.id, secret, text.includes(secret)]).toEqual([member.id, secret, false])
    }
  })

  test("H5: an application for self-settlement is told to those it is for, and to nobody else", async () => {
    const { members } = round.households.find(({ id }) => id === applies)!
    for (const { id } of members) {
      const exported = await exportOf(id)
      expect(exported.selfSettlements).toMatchObject([{ municipality: "5001", reference: "2024/17", state: "pending" }])
      expect(exported.requests).toEqual([])
      expect(exported.corrections).toEqual([])
      expect(exported.accessLog.some(({ organisation }) => organisation === "municipality:4601")).toBe(false)
    }
  })
})
