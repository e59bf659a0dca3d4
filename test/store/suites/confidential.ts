/** Code 6 and 7 (S3): in no round, list, count, plan or row that any runtime role can reach, and yet not lost. */
import { Effect } from "effect"
import { sql } from "kysely"
import { expect, test } from "vitest"
import { RoundId } from "../../../src/domain/Ids.ts"
import { Round } from "../../../src/domain/Round.ts"
import { runtimeRoles } from "../../../src/store/Access.ts"
import { PlanStore } from "../../../src/store/PlanStore.ts"
import { RoundStore } from "../../../src/store/RoundStore.ts"
import { made, officer, plan, round, roundWithConfidential } from "../samples.ts"
import { asRole, type Harness } from "./harness.ts"

const flagged = ["core.household", "person.person", "competence.record", "health.need"]

export const confidential = (h: () => Harness) => {
  test("the round comes back as if they had never been in it", async () => {
    const [read, plain] = await h().run(
      Effect.gen(function* () {
        const rounds = yield* RoundStore
        yield* rounds.save(officer, roundWithConfidential("secret"))
        yield* rounds.save(officer, round("plain"))
        return [
          yield* rounds.get(officer, RoundId.make("secret")),
          yield* rounds.get(officer, RoundId.make("plain"))
        ] as const
      })
    )
    expect(read).toStrictEqual(new Round({ ...plain, id: read.id }))
    expect(JSON.stringify(read)).not.toContain("SECRET")
  })

  test("no count has them", async () => {
    const list = await h().run(RoundStore.use((rounds) => rounds.list(officer)))
    expect(list.find(({ id }) => id === "secret")).toMatchObject({ households: 3, persons: 4 })
  })

  test.each(runtimeRoles.filter((role) => role !== "api_protected"))(
    "%s sees no row of them in any table, whatever it asks",
    async (role) => {
      for (const table of flagged) {
        const seen = await h().run(
          asRole(role, (trx) => sql`select from ${sql.table(table)} where strictly_confidential`.execute(trx)).pipe(
            Effect.map(({ rows }) => rows.length),
            Effect.catchTag("DatabaseRefused", () => Effect.succeed(0))
          )
        )
        expect(seen, table).toBe(0)
      }
    }
  )

  test("they cannot be changed or uncovered", async () => {
    for (const table of flagged) {
      const changed = await h().run(
        asRole("api_imdi", (trx) =>
          sql`update ${sql.table(table)} set strictly_confidential = false where round_id = 'secret' and strictly_confidential`.execute(
            trx
          )
        ).pipe(
          Effect.map(({ numAffectedRows }) => numAffectedRows),
          Effect.catchTag("DatabaseRefused", ({ code }) => Effect.succeed(code))
        )
      )
      // Health is changed through functions alone.
      expect(changed, table).toBe(table === "health.need" ? "42501" : 0n)
    }
  })

  test("a row cannot be moved to one of them, and the refusal is the same as for one that is not there", async () => {
    const moveTo = (household: string) =>
      h().failure(
        asRole(
          "api_imdi",
          (trx) =>
            sql`update core.settlement set household_id = ${household}
              where round_id = 'secret' and household_id = 'H-0001'`.execute(trx),
          officer.user
        )
      )
    const refused = { _tag: "DatabaseRefused", code: "42501" }
    expect(await Promise.all(["H-SECRET-6", "H-NOBODY"].map(moveTo))).toMatchObject([refused, refused])
  })

  test("they are kept, with what the round said of them", async () => {
    const { rows } = await sql<{ id: string; persons: number; mentions: Record<string, ReadonlyArray<unknown>> }>`
      select id, mentions, (select count(*)::int from person.person p where p.round_id = h.round_id and p.household_id = h.id
        and p.strictly_confidential) as persons
      from core.household h where round_id = 'secret' and strictly_confidential order by id`.execute(h().database.admin)
    expect(rows.map(({ id, persons }) => [id, persons])).toEqual([
      ["H-SECRET-6", 1],
      ["H-SECRET-7", 1]
    ])
    expect(rows[0]?.mentions).toMatchObject({
      locks: [{ household: "H-SECRET-6" }],
      forbids: [{ household: "H-SECRET-6" }],
      announced: [{ household: "H-SECRET-6" }],
      protectedPairs: [["H-SECRET-6", "H-SECRET-7"]],
      ties: [{ person: "H-0001-P1" }]
    })
    expect(rows[1]?.mentions.protectedPairs).toHaveLength(2)
  })

  test("a person's row cannot lose the mark of its household", async () => {
    const unmark = sql`update person.person set strictly_confidential = false where household_id = 'H-SECRET-6'`
    await expect(unmark.execute(h().database.admin)).rejects.toMatchObject({ code: "23503" })
  })

  test("no plan can place them, and a plan forgets a household that is marked later", async () => {
    const withSecret = plan("secret", ["H-0001", "H-SECRET-6"])
    const refused = await h().failure(PlanStore.use((plans) => plans.save(officer, made(withSecret))))
    expect(refused).toMatchObject({ _tag: "HouseholdsNotInRound", households: ["H-SECRET-6"] })

    const id = await h().run(PlanStore.use((plans) => plans.save(officer, made(plan("secret")))))
    const mark = (marked: boolean) =>
      sql`update core.household set strictly_confidential = ${marked} where round_id = 'secret' and id = 'H-0002'`.execute(
        h().database.admin
      )
    await mark(true)
    const stored = await h().run(PlanStore.use((plans) => plans.get(officer, id)))
    expect(stored.plan.placements.map(({ household }) => household)).toEqual(["H-0001", "H-0003"])
    const persons = asRole("api_imdi", (trx) =>
      sql`select from person.person where household_id = 'H-0002' and round_id = 'secret'`.execute(trx)
    )
    expect((await h().run(persons)).rows).toHaveLength(0)
    await mark(false)
  })
}
