/** Rounds: exact round trip, all or nothing, counts. */
import { Effect, Option, Schema } from "effect"
import fc from "fast-check"
import { sql } from "kysely"
import { expect, test } from "vitest"
import { Household } from "../../../src/domain/Household.ts"
import { RoundId } from "../../../src/domain/Ids.ts"
import { Person } from "../../../src/domain/Person.ts"
import { Round } from "../../../src/domain/Round.ts"
import { HouseholdStore } from "../../../src/store/HouseholdStore.ts"
import { RoundStore } from "../../../src/store/RoundStore.ts"
import { decodeRound, household, largeRound, officer, person, round } from "../samples.ts"
import type { Harness } from "./harness.ts"

const saveAndGet = (saved: Round) =>
  Effect.gen(function* () {
    const rounds = yield* RoundStore
    yield* rounds.save(officer, saved)
    return yield* rounds.get(officer, saved.id)
  })

/** What the solver is not told: numbers, words, citizenship, and a need that is not released. */
const hiddenFromTheSolver: ReadonlyArray<string> = [
  ".households[].bestInterests",
  ".households[].members[].childView.how",
  ".households[].members[].childView.reason",
  ".households[].members[].childView.view",
  ".households[].members[].citizenship",
  ".households[].members[].competence.results[].outcome",
  ".households[].members[].duf.number",
  ".households[].members[].healthNeeds[].complex",
  ".households[].members[].healthNeeds[].legalBasis",
  ".households[].members[].healthNeeds[].release",
  ".households[].members[].healthNeeds[].service",
  ".households[].members[].healthNeeds[].strength",
  ".households[].members[].origin",
  ".locks[].reason"
]

/** Where two documents differ, as JSON paths without the position in a list. */
const pathsThatDiffer = (one: unknown, other: unknown, path = ""): ReadonlyArray<string> => {
  if (typeof one !== "object" || one === null || typeof other !== "object" || other === null)
    return one === other ? [] : [path]
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  const below = [...keys].flatMap((key) =>
    pathsThatDiffer(
      (one as Record<string, unknown>)[key],
      (other as Record<string, unknown>)[key],
      Array.isArray(one) ? `${path}[]` : `${path}.${key}`
    )
  )
  return [...new Set(below)].sort()
}

const withoutHealth = (member: Person): Person => new Person({ ...member, healthNeeds: [] })

const rowCounts = async (h: Harness) => {
  const { rows } = await sql<Record<string, number>>`select
    (select count(*)::int from core.round) as rounds, (select count(*)::int from core.household) as households,
    (select count(*)::int from person.person) as persons, (select count(*)::int from competence.record) as competence,
    (select count(*)::int from health.need) as needs`.execute(h.database.admin)
  return rows[0]
}

export const rounds = (h: () => Harness) => {
  test("the solver sees all of it but what no solver needs, which is this and no more", async () => {
    const saved = round("round-trip")
    const read = await h().run(saveAndGet(saved))
    expect(read).toBeInstanceOf(Round)
    expect(pathsThatDiffer(Schema.encodeSync(Round)(saved), Schema.encodeSync(Round)(read))).toEqual(
      hiddenFromTheSolver
    )
  })

  test("a household's file and its health together are all that was saved", async () => {
    const saved = round("whole-file")
    const opened = await h().run(
      Effect.gen(function* () {
        yield* (yield* RoundStore).save(officer, saved)
        const files = yield* HouseholdStore
        const found = []
        for (const { id } of saved.households)
          found.push([
            yield* files.open(officer, saved.id, id),
            // Where nothing that is held is released, health is refused.
            yield* Effect.option(files.health(officer, saved.id, id, "settlement"))
          ] as const)
        return found
      })
    )
    for (const [at, [{ household: file }]] of opened.entries()) {
      const {
        members: [first, ...others],
        ...rest
      } = saved.households[at]!
      expect(file).toStrictEqual(
        new Household({ ...rest, members: [withoutHealth(first), ...others.map(withoutHealth)] })
      )
    }
    expect(opened.map(([, health]) => Option.getOrNull(health))).toEqual([null, [], []])
  })

  test("text of any kind comes back as it was saved", async () => {
    // What no JSON of PostgreSQL can hold is refused (next test), not altered.
    const text = fc
      .string({ unit: "binary", minLength: 1, maxLength: 40 })
      .filter((s) => s.isWellFormed() && !s.includes("\0"))
    let n = 0
    await fc.assert(
      fc.asyncProperty(text, text, async (name, view) => {
        const id = `text-${n++}`
        const child = person(`${id}-P1`, 5, { childView: { _tag: "heard", on: "2026-11-01", how: "talk", view } })
        const saved = new Round({
          ...decodeRound({ ...encodeOf(id), households: [household(id, 5, { members: [child] })] }),
          name
        })
        const [summary, file] = await h().run(
          Effect.gen(function* () {
            yield* saveAndGet(saved)
            const list = yield* (yield* RoundStore).list(officer)
            const { household: opened } = yield* (yield* HouseholdStore).open(
              officer,
              saved.id,
              saved.households[0]!.id
            )
            return [list.find((one) => one.id === saved.id), opened] as const
          })
        )
        expect([summary?.name, file]).toStrictEqual([name, saved.households[0]])
      }),
      { numRuns: 25 }
    )
  })

  test("a character the database cannot store is refused by name of the rule, without the text", async () => {
    const saved = new Round({ ...round("nul"), name: "hemmelig\0navn" })
    const refused = await h().failure(RoundStore.use((rounds) => rounds.save(officer, saved)))
    expect(refused).toMatchObject({ _tag: "DatabaseRefused", rule: "value" })
    expect(JSON.stringify(refused) + String(refused)).not.toContain("hemmelig")
  })

  test("a household that fails leaves nothing of the round", async () => {
    const before = await rowCounts(h())
    const good = round("torn")
    const twice = new Round({ ...good, households: [...good.households, good.households[0]!] })
    const refused = await h().failure(RoundStore.use((rounds) => rounds.save(officer, twice)))
    expect(refused).toMatchObject({ _tag: "DatabaseRefused", rule: "constraint", constraint: "household_pkey" })
    expect(await rowCounts(h())).toEqual(before)

    // A person that fails comes after all households are in.
    const [first, second] = good.households
    const samePerson = new Round({
      ...good,
      households: [first!, { ...second!, members: first!.members } as typeof first & {}]
    })
    expect(await h().failure(RoundStore.use((rounds) => rounds.save(officer, samePerson)))).toMatchObject({
      constraint: "person_pkey"
    })
    expect(await rowCounts(h())).toEqual(before)
    expect((await h().run(saveAndGet(good))).households).toHaveLength(good.households.length)
  })

  test("a saved round is not overwritten", async () => {
    const saved = round("once")
    await h().run(saveAndGet(saved))
    const other = new Round({ ...saved, name: "another", households: [] })
    const error = await h().failure(RoundStore.use((rounds) => rounds.save(officer, other)))
    expect(error).toMatchObject({ _tag: "AlreadySaved", what: "round", id: "once" })
    expect(await h().run(RoundStore.use((rounds) => rounds.get(officer, saved.id)))).toMatchObject({
      name: saved.name,
      households: saved.households.map(({ id }) => ({ id }))
    })
  })

  test("a round that is not there is named", async () => {
    const error = await h().failure(RoundStore.use((rounds) => rounds.get(officer, RoundId.make("nowhere"))))
    expect(error).toMatchObject({ _tag: "NotFound", what: "round", id: "nowhere" })
  })

  test("the list counts households and persons, latest date first", async () => {
    const early = decodeRound({ ...encodeOf("listed-early"), date: "2020-01-06" })
    await h().run(saveAndGet(round("listed")))
    await h().run(saveAndGet(early))
    const list = await h().run(RoundStore.use((rounds) => rounds.list(officer)))
    expect(list.find(({ id }) => id === "listed")).toMatchObject({
      name: "Uke 48 – prøverunde",
      date: "2026-11-23",
      nextRound: "2026-11-30",
      synthetic: true,
      households: 3,
      persons: 4
    })
    expect(list.find(({ id }) => id === "listed-early")).toMatchObject({ households: 0, persons: 0 })
    expect(list.at(-1)?.id).toBe("listed-early")
  })

  test("a month's round of 2 000 households is saved and read whole", async () => {
    const saved = largeRound("large", 2_000)
    const read = await h().run(saveAndGet(saved))
    expect(read.households.length).toBe(2_000)
    expect(read.households[1_234]?.id).toBe(saved.households[1_234]?.id)
  })
}

const encodeOf = (id: string): typeof Round.Encoded => ({
  format: "treff-round/1",
  id,
  name: id,
  synthetic: true,
  date: "2026-11-23",
  nextRound: "2026-11-30",
  seed: 1,
  households: [],
  capacities: [],
  locks: [],
  forbids: [],
  protectedPairs: [],
  announced: []
})
