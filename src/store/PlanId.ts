/** The id of a stored plan. */
import { Schema } from "effect"

export const PlanId = Schema.String.check(Schema.isUUID())
  .annotate({ identifier: "PlanId" })
  .pipe(Schema.brand("PlanId"))
export type PlanId = typeof PlanId.Type
