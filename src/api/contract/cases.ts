/** Households of a round as officers work with them over the wire: listed without facts, opened without health, changed. */
import { Schema } from "effect"
import { Correction } from "../../casework/process/correction.ts"
import { Household } from "../../domain/Household.ts"
import { HouseholdId, PersonId } from "../../domain/Ids.ts"
import { IsoDate } from "../../domain/IsoDate.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { Person } from "../../domain/Person.ts"
import { HealthOfPerson } from "../../store/HouseholdStore.ts"
import { CorrectionKept } from "../../store/households/correct.ts"
import { HouseholdListed } from "../../store/households/list.ts"
import { pageBody } from "../frame/pagination.ts"
import { exampled } from "./exampled.ts"
import {
  correctionsExample,
  glassBrokenExample,
  healthExample,
  householdFileExample,
  householdsExample
} from "./examples/cases.ts"
import { reasonOf } from "./reason.ts"

export const HouseholdsBody = exampled(
  pageBody(HouseholdListed).annotate({ identifier: "Households" }),
  householdsExample
)

const { healthNeeds: _apart, ...personFields } = Person.fields

/** Health is left out, not empty: an empty list would say that there is no need. */
export const HouseholdFile = exampled(
  Schema.Struct({
    ...Household.fields,
    members: Schema.NonEmptyArray(
      Schema.Struct(personFields).annotate({ identifier: "MemberFile", description: "A member, without health needs" })
    )
  }).annotate({ identifier: "HouseholdFile", description: "The whole file but health, which is read for a purpose" }),
  householdFileExample
)

export const HealthBody = exampled(
  Schema.Struct({ persons: Schema.Array(HealthOfPerson) }).annotate({ identifier: "Health" }),
  healthExample
)

export const CorrectionBody = Correction
export const CorrectionsBody = exampled(
  Schema.Struct({ corrections: Schema.Array(CorrectionKept) }).annotate({
    identifier: "Corrections"
  }),
  correctionsExample
)

export const WithdrawalBody = Schema.Struct({
  person: PersonId,
  need: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1000 })).annotate({
    description: "Its `seq` among the person's needs"
  }),
  on: IsoDate.annotateKey({ description: "The day the person withdrew it; today at the latest" })
}).annotate({ identifier: "ReleaseWithdrawal" })

const Reason = reasonOf(10, "Why; kept with the choice")
export const LockBody = Schema.Struct({ municipality: MunicipalityCode, reason: Reason }).annotate({
  identifier: "LockMade"
})
export const ReasonBody = Schema.Struct({ reason: Reason }).annotate({ identifier: "ReasonGiven" })

export const GlassBody = Schema.Struct({
  reason: reasonOf(20, "What the emergency is; a lead reads it")
}).annotate({ identifier: "GlassToBreak" })
export const GlassBroken = exampled(
  Schema.Struct({
    until: Schema.String.annotate({ description: "UTC, ISO 8601; three hours at most" })
  }).annotate({ identifier: "GlassBroken" }),
  glassBrokenExample
)

/** Path of the routes of one household. */
export const casePathFields = {
  id: Schema.String.annotate({ description: "Id of the round", examples: ["demo-2024-48"] }),
  household: Schema.String.annotate({ description: "Id of the household", examples: ["H-0001"] })
}

/** The key households are listed by. */
export const HouseholdKey = Schema.Struct({ household: HouseholdId })
