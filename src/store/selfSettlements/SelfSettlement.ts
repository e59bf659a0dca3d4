/** An application for agreed self-settlement as each side sees it: IMDi which household, the municipality its own case. */
import { Schema } from "effect"
import { Lease, SelfSettlementDecision, SelfSettlementState } from "../../casework/process/SelfSettlement.ts"
import { HouseholdId } from "../../domain/Ids.ts"
import { IsoDate } from "../../domain/IsoDate.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"

export const SelfSettlementListed = Schema.Struct({
  id: Schema.String.check(Schema.isUUID()),
  municipality: MunicipalityCode,
  reference: Schema.String.annotate({ description: "The municipality's own case number" }),
  appliedOn: IsoDate,
  state: SelfSettlementState,
  version: Schema.Int.annotate({ description: "For If-Match" }),
  lease: Schema.NullOr(Lease).annotate({ description: "Null until the municipality has looked at it" })
}).annotate({ identifier: "SelfSettlementListed", description: "As the municipality sees it: no fact of anybody" })
export type SelfSettlementListed = typeof SelfSettlementListed.Type

export const SelfSettlementOfRound = Schema.Struct({
  ...SelfSettlementListed.fields,
  household: HouseholdId,
  decision: Schema.NullOr(SelfSettlementDecision)
}).annotate({ identifier: "SelfSettlementOfRound" })
export type SelfSettlementOfRound = typeof SelfSettlementOfRound.Type

export interface ApplicationNow {
  readonly id: string
  readonly state: SelfSettlementState
  readonly version: number
}

/** As the audit log and the history name it. */
export const subjectOf = (id: string) => `self-settlement:${id}`
