/**
 * Feature under test: what the solver is not told changes no point: a round as it is stored for solving scores every
 * household in every municipality as the round that was sent, on both databases.
 */
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { demoAccess } from "../../src/api/access.ts"
import type { Round } from "../../src/domain/Round.ts"
import { prepareRound } from "../../src/matching/prepare.ts"
import { RoundStore } from "../../src/store/RoundStore.ts"
import { engines } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import { type EncodedNeed, need, released, withMembers } from "./caseMarkers.ts"
import { openCaseWorld, readyRound, setUp } from "./caseWorld.ts"
import { fixtures } from "./smallRound.ts"

const needs: fc.Arbitrary<ReadonlyArray<EncodedNeed>> = fc.array(
  fc
    .record({
      service: fc.constantFrom("dialysis", "specialist-mental-health", "home-nursing", "habilitation" as const),
      strength: fc.constantFrom("required", "helpful" as const),
      complex: fc.boolean(),
      release: fc.constantFrom(
        undefined,
        released,
        { ...released, withdrawnOn: "2024-11-01" },
        { ...released, releasedOn: "2024-12-24" }
      )
    })
    .map(({ release, ...one }) => need({ ...one, ...(release === undefined ? {} : { release }) })),
  { maxLength: 3 }
)

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  beforeAll(async () => {
    world = await openCaseWorld(engine, { works: false })
    await setUp(world, await readyRound("first"))
  })
  afterAll(() => world?.close())

  const pointsOf = async (round: Round) => {
    const { file } = await fixtures()
    return prepareRound({ round, file }).lanes.flatMap((lane) =>
      [...lane.households, ...lane.fixed].map(({ eligibility, household, points }) => ({
        id: household.id,
        points: [...points],
        states: [...eligibility.state]
      }))
    )
  }
  /** Without the strictly confidential, who are in nothing. */
  const expectAlike = async (round: Round) => {
    await world.runtime.runPromise(RoundStore.use((rounds) => rounds.save(demoAccess, round)))
    const redacted = await world.runtime.runPromise(RoundStore.use((rounds) => rounds.get(demoAccess, round.id)))
    const there = new Set(redacted.households.map(({ id }) => id))
    const sent = (await pointsOf(round)).filter(({ id }) => there.has(id))
    expect(await pointsOf(redacted)).toEqual(sent)
    expect(sent.length).toBe(redacted.households.length)
  }

  test("the demo round", async () => {
    const { demo } = await fixtures()
    await expectAlike(demo)
  })

  test("a small round with needs of all kinds, released or not", async () => {
    const round = await readyRound()
    let n = 0
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(needs), async (stream) => {
        n++
        await expectAlike(
          withMembers(round, (member) => ({ ...member, healthNeeds: [...(stream.next().value ?? [])] }), {
            id: `r-${n}`
          })
        )
      }),
      { numRuns: repetitions(20) }
    )
  })
})
