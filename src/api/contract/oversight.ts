/** What leads, auditors, persons and the protected queue get over the wire; plans and profiles, which explain the rest. */
import { Schema } from "effect"
import { HouseholdId, PersonId, RoundId } from "../../domain/Ids.ts"
import { Plan } from "../../domain/Plan.ts"
import { Profile } from "../../domain/Profile.ts"
import { minorsProfile } from "../../matching/profiles.ts"
import { PersonData } from "../../store/PersonExport.ts"
import { PlanId } from "../../store/PlanId.ts"
import { PlanListed } from "../../store/PlanStore.ts"
import { ProtectedHousehold } from "../../store/ProtectedStore.ts"
import { ProtectedPlacements } from "../../store/protectedPlacements.ts"
import { BrokenGlass, waitingKinds } from "../../store/WorkQueue.ts"
import { pageBody } from "../frame/pagination.ts"
import { exampled } from "./exampled.ts"
import {
  auditExample,
  brokenGlassesExample,
  personExportExample,
  planExample,
  plansExample,
  protectedPlacementsExample,
  protectedQueueExample,
  workQueueExample
} from "./examples/oversight.ts"
import { LanguageParameter } from "./explanation.ts"
import { ExplanationText } from "./explanationText.ts"

export const WorkQueueBody = exampled(
  Schema.Struct({
    items: Schema.Array(
      Schema.Struct({
        kind: Schema.Literals(waitingKinds),
        round: RoundId,
        count: Schema.Int,
        link: Schema.String.annotate({ description: "Where to look" })
      }).annotate({ identifier: "Waiting" })
    )
  }).annotate({ identifier: "WorkQueue", description: "What waits for you: counts and links, no fact of anybody" }),
  workQueueExample
)

export const BrokenGlassBody = exampled(
  Schema.Struct({ items: Schema.Array(BrokenGlass) }).annotate({
    identifier: "BrokenGlasses"
  }),
  brokenGlassesExample
)

const AuditRowBody = Schema.Struct({
  seq: Schema.Int,
  at: Schema.String.annotate({ description: "UTC, ISO 8601" }),
  actor: Schema.NullOr(Schema.String).annotate({ description: "Account or program; null once erased" }),
  subject: Schema.NullOr(Schema.String).annotate({ description: "What it is about, by id; null once erased" }),
  organisation: Schema.NullOr(Schema.String),
  roles: Schema.Array(Schema.String),
  session: Schema.NullOr(Schema.String),
  request: Schema.NullOr(Schema.String),
  purpose: Schema.NullOr(Schema.String),
  basis: Schema.NullOr(Schema.String),
  action: Schema.String,
  fields: Schema.Array(Schema.String).annotate({ description: "Names of fields, never values" }),
  outcome: Schema.Literals(["done", "denied"]),
  count: Schema.NullOr(Schema.Int)
}).annotate({ identifier: "AuditRow" })

export const AuditBody = exampled(pageBody(AuditRowBody).annotate({ identifier: "AuditPage" }), auditExample)

const Access = Schema.Struct({
  at: Schema.String,
  action: Schema.String,
  purpose: Schema.NullOr(Schema.String),
  organisation: Schema.NullOr(Schema.String)
}).annotate({ identifier: "AccessToPerson", description: "When, why and for whom; never which employee" })

export const PersonExportBody = exampled(
  Schema.Struct({
    ...PersonData.fields,
    language: LanguageParameter,
    reasons: Schema.NullOr(ExplanationText).annotate({
      description: "What the suggested placement rests on, in words; null when there is none"
    }),
    accessLog: Schema.Array(Access)
  }).annotate({ identifier: "PersonExport", description: "Everything kept of one person, for that person" }),
  personExportExample
)

export const ProtectedPlacementsBody = exampled(ProtectedPlacements, protectedPlacementsExample)

export const ProtectedBody = exampled(
  pageBody(ProtectedHousehold).annotate({ identifier: "ProtectedQueue" }),
  protectedQueueExample
)

export const ProfilesBody = exampled(
  Schema.Struct({ profiles: Schema.Array(Profile) }).annotate({ identifier: "Profiles" }),
  { profiles: [Schema.encodeSync(Profile)(minorsProfile)] }
)

export const PlansBody = exampled(
  Schema.Struct({ plans: Schema.Array(PlanListed) }).annotate({ identifier: "Plans" }),
  plansExample
)

export const PlanBody = exampled(
  Schema.Struct({
    id: PlanId,
    createdAt: Schema.String,
    inputVersion: Schema.Int,
    ...Plan.fields
  }).annotate({
    identifier: "PlanKept",
    description: "Where the plan places each household, and the run that made it"
  }),
  planExample
)

/** Keys the long lists are ordered by. */
export const AuditKey = Schema.Struct({ seq: Schema.Int })
export const ProtectedKey = Schema.Struct({ round: RoundId, household: HouseholdId })

export const personPathFields = {
  id: Schema.String.annotate({ description: "Id of the round" }),
  person: Schema.String.annotate({ description: "Id of the person", examples: [PersonId.make("P-0001")] })
}
