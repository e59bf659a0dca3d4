/**
 * Feature under test: what the solver, its queue, its plans and the outbox get holds no number, no free text and no legal
 * basis of anybody (case H3), on both databases.
 */
import { Schema } from "effect"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { demoAccess } from "../../src/api/access.ts"
import { Round } from "../../src/domain/Round.ts"
import { Database } from "../../src/store/Database.ts"
import { query } from "../../src/store/failures.ts"
import { RoundStore } from "../../src/store/RoundStore.ts"
import { engines } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import { need, released, withMembers } from "./caseMarkers.ts"
import { openCaseWorld, readyRound, setUp } from "./caseWorld.ts"

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUp(world, await readyRound())
  })
  afterAll(() => world?.close())

  test("H3: nothing that is planted in a round reaches the solver, its queue, its plans or the outbox", async () => {
    const base = await readyRound()
    for (let n = 0; n < repetitions(20); n++) {
      const mark = `marke${n}x${"qzw"[n % 3]}`
      const round = withMembers(
        base,
        (member) => ({
          ...member,
          citizenship: "QQZ",
          origin: "QZQ",
          childView: { _tag: "heard", on: "2024-10-01", how: `${mark} how`, view: `${mark} view` },
          healthNeeds: [
            need({ legalBasis: `${mark} basis`, release: released }),
            need({ legalBasis: `${mark} basis` })
          ],
          ...(member.competence === undefined
            ? {}
            : {
                competence: {
                  ...member.competence,
                  results: [
                    {
                      kind: "norwegian-test",
                      outcome: `${mark} outcome`,
                      provenance: { source: "stated", date: "2024-10-01" }
                    }
                  ]
                }
              })
        }),
        { id: `h3-${n}` }
      )
      const planted = Schema.decodeSync(Round)({
        ...Schema.encodeSync(Round)(round),
        households: Schema.encodeSync(Round)(round).households.map((household) => ({
          ...household,
          bestInterests: `${mark} words`
        }))
      })
      await world.runtime.runPromise(RoundStore.use((rounds) => rounds.save(demoAccess, planted)))
      const dump = await world.runtime.runPromise(
        Database.use((database) =>
          database.withRole("worker", { user: "treff-worker", purpose: "solve" }, (trx) =>
            query("dump", () =>
              sql<{
                text: string
              }>`select string_agg(doc::text, ' ') as text from core.solver_households(${`h3-${n}`})`.execute(trx)
            )
          )
        )
      )
      const text = dump.rows[0]!.text
      expect(text.length).toBeGreaterThan(1000)
      const numbers = planted.households.flatMap((one) => one.members.map((member) => member.duf.number))
      for (const secret of [mark, "QQZ", "QZQ", ...numbers])
        expect([secret, text.includes(secret)]).toEqual([secret, false])
    }
    const [one] = [await world.as("lead")]
    const { run } = await one.ok<{ run: string }>("POST", "/api/v1/rounds/h3-0/runs")
    expect((await one.get<string>(`/api/v1/runs/${run}/events`)).body).toContain('"state":"done"')
    const { rows } = await sql<{ text: string }>`
      select concat((select string_agg(to_jsonb(j)::text, ' ') from pgboss.job j), (select string_agg(to_jsonb(r)::text, ' ') from ops.run r),
        (select string_agg(to_jsonb(o)::text, ' ') from ops.outbox o), (select string_agg(to_jsonb(p)::text, ' ') from core.plan p)) as text`.execute(
      world.database.admin
    )
    const numbers = base.households.flatMap((household) => household.members.map((member) => member.duf.number))
    for (const secret of ["marke", "QQZ", "QZQ", ...numbers])
      expect([secret, rows[0]!.text.includes(secret)]).toEqual([secret, false])
    expect(world.logged.join()).not.toContain("marke")
  })
})
