/** Plans: exact round trip with analysis, the latest, no plan for what is not there. */
import { randomUUID } from "node:crypto"
import { Effect } from "effect"
import { expect, test } from "vitest"
import { RoundId } from "../../../src/domain/Ids.ts"
import { Plan } from "../../../src/domain/Plan.ts"
import { PlanId } from "../../../src/store/PlanId.ts"
import { PlanStore } from "../../../src/store/PlanStore.ts"
import { RoundStore } from "../../../src/store/RoundStore.ts"
import { made, officer, plan, round } from "../samples.ts"
import type { Harness } from "./harness.ts"

const analysis = { households: [{ id: "H-0001", criteria: { work: 1.5 }, because: null, ok: true }], note: "ææ" }

export const plans = (h: () => Harness) => {
  test("comes back as it was saved", async () => {
    const stored = await h().run(
      Effect.gen(function* () {
        yield* (yield* RoundStore).save(officer, round("planned"))
        const plans = yield* PlanStore
        return yield* plans.get(officer, yield* plans.save(officer, made(plan("planned"), analysis)))
      })
    )
    expect(stored.plan).toStrictEqual(plan("planned"))
    expect(stored.analysis).toStrictEqual(analysis)
    expect([stored.proof, stored.inputVersion]).toStrictEqual([made(plan("planned")).proof, 1])
    expect(stored.createdAt).toMatch(/^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  test("the latest of a round is the one saved last", async () => {
    const [id, latest] = await h().run(
      Effect.gen(function* () {
        const plans = yield* PlanStore
        yield* plans.save(officer, made(plan("planned")))
        const last = yield* plans.save(officer, made(plan("planned", ["H-0003"]), { last: true }))
        return [last, yield* plans.getLatest(officer, RoundId.make("planned"))] as const
      })
    )
    expect(latest.id).toBe(id)
    expect(latest.plan.placements).toHaveLength(1)
  })

  test("a plan that is not there, or of a round that is not there, is named", async () => {
    const unknown = PlanId.make(randomUUID())
    expect(await h().failure(PlanStore.use((plans) => plans.get(officer, unknown)))).toMatchObject({
      _tag: "NotFound",
      what: "plan",
      id: unknown
    })
    expect(await h().failure(PlanStore.use((plans) => plans.getLatest(officer, RoundId.make("none"))))).toMatchObject({
      what: "plan"
    })
    expect(await h().failure(PlanStore.use((plans) => plans.save(officer, made(plan("none")))))).toMatchObject({
      what: "round",
      id: "none"
    })
  })

  test("a placement that fails leaves no plan", async () => {
    const before = await h().run(PlanStore.use((plans) => plans.getLatest(officer, RoundId.make("planned"))))
    const good = plan("planned")
    const twice = new Plan({ ...good, placements: [...good.placements, good.placements[0]!] })
    expect(await h().failure(PlanStore.use((plans) => plans.save(officer, made(twice))))).toMatchObject({
      rule: "constraint"
    })
    const after = await h().run(PlanStore.use((plans) => plans.getLatest(officer, RoundId.make("planned"))))
    expect(after.id).toBe(before.id)
  })
}
