/** A plan: where each household of a round is suggested to settle, with the record of the run that made it. */
import { Schema } from "effect"
import { HouseholdId, ProfileId, RoundId } from "./Ids.ts"
import { MunicipalityCode } from "./MunicipalityCode.ts"

/** `held` and `unplaced` are answers with a reason, not failures (S7). */
export const Placement = Schema.Struct({
  household: HouseholdId,
  state: Schema.Literals(["placed", "held", "unplaced", "fixed"]),
  municipality: Schema.NullOr(MunicipalityCode),
  points: Schema.Int.annotate({ description: "Fit of the household there, in points; 0 when not placed" })
}).annotate({ identifier: "Placement" })
export type Placement = typeof Placement.Type

/** Everything needed to replay a run (D7). */
export const RunRecord = Schema.Struct({
  solver: Schema.NonEmptyString,
  seed: Schema.Int,
  status: Schema.Literals(["optimal", "feasible", "no-solution", "infeasible"]),
  objective: Schema.Int.annotate({ description: "Points of the plan" }),
  bound: Schema.Int.annotate({ description: "No plan at this level of placing has more points" }),
  gap: Schema.Finite,
  profiles: Schema.Array(ProfileId),
  parameters: Schema.NonEmptyString.annotate({ description: "Version of the parameters" }),
  facts: Schema.NonEmptyString.annotate({ description: "Version of the municipality figures" }),
  code: Schema.NonEmptyString.annotate({ description: "Version of the program" })
}).annotate({ identifier: "RunRecord" })
export type RunRecord = typeof RunRecord.Type

export class Plan extends Schema.Class<Plan>("Plan")(
  {
    format: Schema.Literal("treff-plan/1"),
    round: RoundId,
    run: RunRecord,
    placements: Schema.Array(Placement)
  },
  { description: "A plan for a round" }
) {}
