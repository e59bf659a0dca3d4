/** Applications for agreed self-settlement, as they go over the wire. */
import { Schema } from "effect"
import { SelfSettlementState } from "../../casework/process/SelfSettlement.ts"
import { SelfSettlementListed, SelfSettlementOfRound } from "../../store/selfSettlements/SelfSettlement.ts"
import { exampled } from "./exampled.ts"
import { selfSettlementExample, selfSettlementsExample, selfSettlementsOfRoundExample } from "./examples/settlements.ts"

export const ApplicationBody = exampled(
  Schema.Struct({
    id: Schema.String.check(Schema.isUUID()),
    state: SelfSettlementState,
    version: Schema.Int.annotate({ description: "For If-Match" })
  }).annotate({ identifier: "SelfSettlementNow" }),
  selfSettlementExample
)

export const SelfSettlementsOfRoundBody = exampled(
  Schema.Struct({
    selfSettlements: Schema.Array(SelfSettlementOfRound)
  }).annotate({ identifier: "SelfSettlementsOfRound" }),
  selfSettlementsOfRoundExample
)

export const SelfSettlementsBody = exampled(
  Schema.Struct({ selfSettlements: Schema.Array(SelfSettlementListed) }).annotate({
    identifier: "SelfSettlements"
  }),
  selfSettlementsExample
)
