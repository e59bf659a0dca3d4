/**
 * Feature under test: corrections over HTTP: whoever corrects names the version of the file she has read (R6), and a fact
 * that points at somebody or somewhere the round does not have is refused where it stands. On both databases.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { engines } from "../support/databases.ts"
import { openCaseWorld, readyRound, type Somebody, setUp, solved } from "./caseWorld.ts"
import { hidden } from "./smallRound.ts"

interface Refusal {
  readonly type: string
  readonly errors?: ReadonlyArray<{ readonly pointer: string; readonly detail: string }>
}
interface File {
  readonly id: string
  readonly permitOn: string
  readonly members: ReadonlyArray<{ readonly id: string; readonly ties: ReadonlyArray<object> }>
}

const provenance = { source: "verified", date: "2024-10-01" }
const said = { source: "stated", saidOn: "2024-11-01" } as const
const tieTo = (to: object) => ({ kind: "spouse", to, wish: "near", provenance })
const household = (id: string) => tieTo({ _tag: "household", id })
const municipality = (code: string) => tieTo({ _tag: "municipality", code })

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let officer: Somebody
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUp(world, await readyRound())
    officer = await world.as("officer-1")
  })
  afterAll(() => world?.close())

  const at = (id: string, rest = "") => `/api/v1/rounds/small/households/${id}${rest}`
  const opened = async (id: string) => {
    const { body, headers } = await officer.get<File>(at(id))
    return { file: body, version: Number(/\d+/u.exec(headers.get("etag")!)![0]) }
  }
  const correct = async (id: string, body: object, version?: number) => {
    const answer = await officer.send<Refusal & { version: number }>("POST", at(id, "/corrections"), {
      body: { ...said, ...body },
      version: version ?? (await opened(id)).version
    })
    return answer
  }

  test("R6: a correction names the version that was read; of two who have read the same, the second reads again", async () => {
    const { version } = await opened("H-0001")
    const body = { ...said, field: "permitOn", value: "2024-05-01" }
    expect((await officer.send("POST", at("H-0001", "/corrections"), { body })).status).toBe(428)
    const first = await correct("H-0001", { field: "permitOn", value: "2024-05-02" }, version)
    expect([first.status, first.body, first.headers.get("etag")]).toEqual([
      200,
      { version: version + 1 },
      `"v${version + 1}"`
    ])
    const colleague = await world.as("officer-2")
    const second = await colleague.send<Refusal>("POST", at("H-0001", "/corrections"), { body, version })
    expect([second.status, second.body.type]).toEqual([412, "urn:treff:problem:precondition-failed"])
    const now = await opened("H-0001")
    expect([now.version, now.file.permitOn]).toEqual([version + 1, "2024-05-02"])
    // Another household of the round is another file.
    expect((await opened("H-0002")).version).toBe(1)
    await colleague.ok("POST", at("H-0001", "/corrections"), { body, version: now.version })
    expect((await opened("H-0001")).file.permitOn).toBe("2024-05-01")
  })

  test("a correction sent again with its key is answered as before, although the version is an older one by now", async () => {
    const { version } = await opened("H-0002")
    const key = "0b9e1f4e-8f0c-4f5f-9d35-0f2f5d1f9c11"
    const ask = { body: { ...said, field: "permitOn", value: "2024-03-01" }, version, key }
    const [first, again] = [
      await officer.send("POST", at("H-0002", "/corrections"), ask),
      await officer.send("POST", at("H-0002", "/corrections"), ask)
    ]
    expect([first.status, again.status, again.body]).toEqual([200, 200, first.body])
    expect((await opened("H-0002")).version).toBe(version + 1)
  })

  test("a tie to whom or where the round does not have is refused where it stands, and the round is solved all the same", async () => {
    const { file, version } = await opened("H-0003")
    const person = file.members[0]!.id
    const unknown = [household("H-0004"), household("H-9999"), municipality("9999"), household(hidden)]
    const refused = await correct("H-0003", { person, field: "ties", value: unknown })
    expect([refused.status, refused.body.type]).toEqual([422, "urn:treff:problem:body-invalid"])
    expect(refused.body.errors?.map(({ pointer }) => pointer)).toEqual([
      "/value/1/to/id",
      "/value/2/to/code",
      "/value/3/to/id"
    ])
    // Whoever has an address nobody may know is told apart from nobody.
    const [nobody, , protectedOne] = refused.body.errors!
    expect(protectedOne!.detail).toBe(nobody!.detail)
    expect(JSON.stringify(refused.body)).not.toContain(hidden)
    expect((await correct("H-0003", { person, field: "ties", value: [household("H-0003")] })).status).toBe(422)
    expect((await opened("H-0003")).version).toBe(version)
    const kept = await correct("H-0003", {
      person,
      field: "ties",
      value: [{ ...household("H-0004"), kind: "sibling" }, municipality("4601")]
    })
    expect(kept.status).toBe(200)
    await solved(officer, "small")
  })

  test("so is any other fact that names a municipality there is not", async () => {
    const { file } = await opened("H-0005")
    const person = file.members[0]!.id
    const contract = {
      municipality: "9999",
      occupation: "7115",
      signedOn: "2024-10-01",
      startsOn: "2024-12-01",
      provenance
    }
    const wish = { place: { _tag: "municipality", code: "9999" }, provenance }
    for (const [body, pointer] of [
      [{ field: "hostMunicipality", value: "9999" }, "/value"],
      [{ person, field: "contract", value: contract }, "/value/municipality"],
      [{ person, field: "wishes", value: [wish] }, "/value/0/place/code"]
    ] as const) {
      const { body: refusal, status } = await correct("H-0005", body)
      expect([body.field, status, refusal.errors?.map((one) => one.pointer)]).toEqual([body.field, 422, [pointer]])
    }
    expect((await correct("H-0005", { field: "hostMunicipality", value: "4601" })).status).toBe(200)
    await solved(officer, "small")
  })
})
