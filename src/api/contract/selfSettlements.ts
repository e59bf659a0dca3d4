/** Applications for agreed self-settlement, as they go over the wire. */
import { Schema } from "effect"
import { SelfSettlementState } from "../../casework/process/SelfSettlement.ts"
import { SelfSettlementListed, SelfSettlementOfRound } from "../../store/selfSettlements/SelfSettlement.ts"

export const ApplicationBody = Schema.Struct({
  id: Schema.String.check(Schema.isUUID()),
  state: SelfSettlementState,
  version: Schema.Int.annotate({ description: "For If-Match" })
}).annotate({ identifier: "SelfSettlementNow" })

export const SelfSettlementsOfRoundBody = Schema.Struct({
  selfSettlements: Schema.Array(SelfSettlementOfRound)
}).annotate({ identifier: "SelfSettlementsOfRound" })

export const SelfSettlementsBody = Schema.Struct({ selfSettlements: Schema.Array(SelfSettlementListed) }).annotate({
  identifier: "SelfSettlements"
})
