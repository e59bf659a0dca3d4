/**
 * Feature under test: how long the answer takes says nothing of whether another municipality's request is there (A1). Only in the
 * soak: one measurement is noise, and the ratio of medians is judged.
 */
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { median } from "../../bench/measure.ts"
import { openCaseWorld, setUpPeople } from "../api/caseWorld.ts"
import { roomy, roundFor, sendAll } from "../api/requestWorld.ts"
import { engines } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUpPeople(world)
    await roomy(await world.as("lead"), 2024)
  })
  afterAll(() => world?.close())

  test("another municipality's request takes as long as none", async () => {
    const sent = await sendAll(world, await roundFor("timing", "4601", 20))
    const trondheim = await world.as("trondheim")
    const time = async (id: string): Promise<number> => {
      const started = performance.now()
      const { status } = await trondheim.get(`/api/v1/requests/${id}`)
      expect(status).toBe(404)
      return performance.now() - started
    }
    const [there, nowhere]: [Array<number>, Array<number>] = [[], []]
    for (let n = 0; n < repetitions(100); n++) {
      there.push(await time(sent[n % sent.length]!.id))
      nowhere.push(await time(randomUUID()))
    }
    const [a, b] = [median(there), median(nowhere)]
    expect(Math.max(a, b) / Math.min(a, b)).toBeLessThanOrEqual(1.5)
  })
})
