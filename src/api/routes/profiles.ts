/** `/api/v1/profiles` and `/api/v1/plans`: the weights rounds are matched with, and where a plan places whom. */
import { Effect, Schema } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import { Profile } from "../../domain/Profile.ts"
import { minorsProfile, standardProfile } from "../../matching/profiles.ts"
import type { PlanId } from "../../store/PlanId.ts"
import { PlanStore } from "../../store/PlanStore.ts"
import { PlanBody, PlansBody, ProfilesBody } from "../contract/oversight.ts"
import { described } from "../describe.ts"
import { onRound } from "../onRound.ts"
import { noParameters, planPath, refuse, roundPath } from "../parameters.ts"
import { officers, type PermitEnv, permit } from "../permit.ts"
import { type ApiRuntime, answering } from "../run.ts"

const officer = permit({ roles: officers })
const shipped = [standardProfile, minorsProfile].map((profile) => Schema.encodeSync(Profile)(profile))

/** `/api/v1/profiles`. */
export const profileRoutes = () =>
  new Hono<PermitEnv>().get(
    "/",
    described({
      id: "listProfiles",
      tag: "rounds",
      summary: "The profiles Treff comes with: what counts how much",
      answer: ProfilesBody,
      problems: ["forbidden"]
    }),
    permit({ roles: [...officers, "imdi-analyst", "auditor"] }),
    validator("query", noParameters, refuse),
    (c) => c.json({ profiles: shipped }, 200)
  )

/** `/api/v1/rounds`. */
export const roundPlanRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>().get(
    "/:id/plans",
    described({
      id: "listPlans",
      tag: "rounds",
      summary: "Plans of the round, latest first; a hundred at most",
      answer: PlansBody,
      problems: ["forbidden", "round-unknown", "database-unavailable"]
    }),
    officer,
    validator("param", roundPath, refuse),
    validator("query", noParameters, refuse),
    (c) => {
      const access = c.get("access")
      return answering(
        runtime,
        c,
        onRound(access, c.req.valid("param").id, (round) =>
          PlanStore.use((plans) => plans.listOf(access, round.id))
        ).pipe(Effect.map((plans) => c.json({ plans }, 200)))
      )
    }
  )

/** `/api/v1/plans`. */
export const planRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>().get(
    "/:id",
    described({
      id: "getPlan",
      tag: "rounds",
      summary: "One plan: where it places each household, and the run that made it",
      answer: PlanBody,
      problems: ["forbidden", "not-found", "database-unavailable"]
    }),
    officer,
    validator("param", planPath, refuse),
    validator("query", noParameters, refuse),
    (c) =>
      answering(
        runtime,
        c,
        PlanStore.use((plans) => plans.get(c.get("access"), c.req.valid("param").id as PlanId)).pipe(
          Effect.map(({ createdAt, id, inputVersion, plan }) => c.json({ id, createdAt, inputVersion, ...plan }, 200))
        )
      )
  )
