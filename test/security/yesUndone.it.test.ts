/**
 * Feature under test: a yes that is undone takes the file back: at once, once the household's case is open again, and when
 * another municipality has it (case A2), on both databases.
 */
import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openCaseWorld, type Somebody, setUpPeople } from "../api/caseWorld.ts"
import { type Required, roomy, roundFor, type Sent, sendAll, yesTo } from "../api/requestWorld.ts"
import { engines } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"

interface Opened {
  readonly required: ReadonlyArray<Required>
  readonly settlement: { readonly id: string; readonly version: number } | null
}

/** How a yes is undone, and from how far on. */
const exits = [
  { _tag: "refuse", refusedOn: "2024-12-04", consequencesExplained: true },
  { _tag: "withdraw", reason: "Husstanden har reist." },
  { _tag: "reverse", reason: "Vedtaket er omgjort." }
] as const

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let [officer, bergen, reader, trondheim]: ReadonlyArray<Somebody> = []
  let sent: ReadonlyArray<Sent>
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUpPeople(world)
    await roomy(await world.as("lead"), 2024)
    officer = await world.as("officer-1")
    bergen = await world.as("bergen")
    reader = await world.as("bergen-reader")
    trondheim = await world.as("trondheim")
    sent = await sendAll(world, await roundFor("bergen", "4601", 10))
  })
  afterAll(() => world?.close())

  const at = ({ id }: { readonly id: string }, rest = "") => `/api/v1/requests/${id}${rest}`
  const file = async (who: Somebody | undefined, request: { readonly id: string }) =>
    (await who!.send("GET", at(request, "/file"))).status

  /** The request as it was sent: nobody has answered it, and nobody has it. */
  const afresh = async ({ id, household }: Sent): Promise<number> => {
    await sql`delete from core.claim where request_id = ${id}`.execute(world.database.admin)
    await sql`delete from core.confirmation where request_id = ${id}`.execute(world.database.admin)
    await sql`delete from core.request where round_id = 'bergen' and household_id = ${household} and id <> ${id}`.execute(
      world.database.admin
    )
    await sql`update core.settlement set municipality = '4601', state = 'requested'
      where round_id = 'bergen' and household_id = ${household}`.execute(world.database.admin)
    const { rows } = await sql<{ version: number }>`
      update core.request set state = 'open', answered_at = null, answered_by = null, answer = null
      where id = ${id} returning version`.execute(world.database.admin)
    return rows[0]!.version
  }

  test("A2: what was agreed on and is not any more is closed to who said yes", async () => {
    const times = repetitions(20)
    for (let n = 0; n < times; n++) {
      const request = sent[n % sent.length]!
      const exit = exits[n % exits.length]!
      const unanswered = n < sent.length ? request.version : await afresh(request)
      const { required } = await bergen!.ok<Opened>("GET", at(request))
      await bergen!.ok("POST", at(request, "/answer"), { body: yesTo(required), version: unanswered })
      const { settlement } = await bergen!.ok<Opened>("GET", at(request))
      const step = (body: unknown, version: number) =>
        officer!.ok<{ version: number }>("POST", `/api/v1/settlements/${settlement!.id}/steps`, { body, version })
      let { version } = settlement!
      if (exit._tag === "reverse") {
        // What is not confirmed yet would stand in the way of the vedtak that is to be undone.
        await sql`insert into core.confirmation (request_id, municipality, doc, confirmed_by)
          values (${request.id}, '4601', '[]', 'somebody') on conflict do nothing`.execute(world.database.admin)
        version = (await step({ _tag: "decide", decidedOn: "2024-12-02" }, version)).version
      }
      expect([await file(bergen, request), await file(reader, request)]).toEqual([200, 200])
      const gone = async () => {
        expect([exit._tag, await file(bergen, request), await file(reader, request)]).toEqual([exit._tag, 404, 404])
        for (const who of [bergen!, reader!])
          expect(await who.ok("GET", at(request))).toMatchObject({
            state: "withdrawn",
            disclosure: null,
            settlement: null
          })
      }
      version = (await step(exit, version)).version
      await gone()
      await step({ _tag: "reopen", reason: "Ny vurdering." }, version)
      await gone()
      // As another municipality's yes in a later round would leave it.
      const elsewhere = { id: randomUUID() }
      await sql`insert into core.request
        select (jsonb_populate_record(r, jsonb_build_object('id', ${elsewhere.id}::text, 'municipality', '5001',
          'state', 'accepted', 'answered_by', 'somebody'))).*
        from core.request r where r.id = ${request.id}`.execute(world.database.admin)
      await sql`update core.settlement set municipality = '5001', state = 'agreed' where id = ${settlement!.id}`.execute(
        world.database.admin
      )
      await gone()
      expect([await file(trondheim, elsewhere), await file(bergen, elsewhere)]).toEqual([200, 404])
    }
  })
})
