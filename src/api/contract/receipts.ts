/** What is told back at once to a municipality or an officer: the file received, who has arrived, what is still to declare, a hold. */
import { Schema } from "effect"
import { MissingFact } from "../../casework/answer/missingFacts.ts"
import { SettlementState } from "../../casework/process/SettlementState.ts"
import { IsoDate } from "../../domain/IsoDate.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { exampled } from "./exampled.ts"

export const ReceiptBody = exampled(
  Schema.Struct({
    receivedAt: Schema.String.annotate({ description: "UTC, ISO 8601; when it was said first" })
  }).annotate({
    identifier: "Receipt"
  }),
  { receivedAt: "2024-12-03T09:12:44.120Z" }
)

/** By role: what a need may give a right to is health, and for `municipality-write` alone (S24). */
export const ArrivalKept = exampled(
  Schema.Struct({
    state: SettlementState,
    version: Schema.Int,
    grantDeadline: Schema.optionalKey(
      IsoDate.annotateKey({
        description: "The person may give a right to a special grant (T1, T2): the last day to apply for it"
      })
    )
  }).annotate({ identifier: "ArrivalKept" }),
  { state: "settled", version: 7, grantDeadline: "2026-03-20" }
)

export const DeclarationMade = exampled(
  Schema.Struct({
    id: Schema.String,
    missing: Schema.Array(MissingFact).annotate({ description: "What it leaves open; nothing when it is complete" })
  }).annotate({ identifier: "DeclarationMade" }),
  { id: "23eb909d-cb79-49a7-9940-5fda6865c1f5", missing: [{ fact: "services", service: "dialysis" }] }
)

export const HoldMade = exampled(
  Schema.Struct({
    version: Schema.Int,
    reason: Schema.Struct({
      code: Schema.Literal("held-for-better"),
      below: Schema.Int.annotate({ description: "A fit below this is too poor" }),
      best: Schema.Int.annotate({ description: "The household's own best fit" })
    }),
    available: Schema.NullOr(
      Schema.Struct({
        municipality: MunicipalityCode,
        fit: Schema.Int,
        price: Schema.Int.annotate({
          description: "What waiting gives up: the fit there less what its places cost the rest of the round"
        })
      })
    ).annotate({ description: "The best place the latest plan leaves for it; null when it leaves none" })
  }).annotate({ identifier: "HoldMade", description: "Why the household may wait, and what that costs (S7)" }),
  {
    version: 4,
    reason: { code: "held-for-better", below: 24_000, best: 60_000 },
    available: { municipality: "4601", fit: 18_500, price: 17_200 }
  }
)
