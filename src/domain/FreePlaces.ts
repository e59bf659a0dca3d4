/**
 * Free places (S10) = vedtak − bosatt − avtalt ikke bosatt − forespurt ubesvart − godkjent selvbosetting.
 * Negative counts as 0 and is a finding; no vedtak is «not decided», which is not zero.
 */
import { Schema } from "effect"
import { SourceId } from "./Fact.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

export class FreePlaces extends Schema.Class<FreePlaces>("FreePlaces")(
  {
    decided: Schema.NullOr(Count).annotate({ description: "vedtak; null = no decision registered" }),
    settled: Count.annotate({ description: "bosatt" }),
    agreedNotSettled: Count.annotate({ description: "avtalt, not yet moved" }),
    askedUnanswered: Count.annotate({ description: "forespurt, no answer yet" }),
    approvedSelfSettlement: Count.annotate({ description: "godkjent avtalt selvbosetting, not yet moved" }),
    minorsDecided: Schema.optionalKey(
      Count.annotate({ description: "vedtak for unaccompanied minors, inside the total" })
    ),
    suppressed: Schema.optionalKey(
      Schema.Array(Schema.Literals(["settled", "agreedNotSettled"])).annotate({
        description: "Published as 1–4 only; counted as 4, so that no place is offered that may be taken"
      })
    ),
    source: SourceId
  },
  { description: "The numbers free places are counted from" }
) {
  /** Persons; negative when more are settled and promised than decided; null when nothing is decided. */
  get balance(): number | null {
    if (this.decided === null) return null
    return this.decided - this.settled - this.agreedNotSettled - this.askedUnanswered - this.approvedSelfSettlement
  }
  /** Places that can be offered; null when nothing is decided. */
  get free(): number | null {
    return this.balance === null ? null : Math.max(0, this.balance)
  }
}
