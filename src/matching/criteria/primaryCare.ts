/** Room on the general practitioners' lists, for every member. */
import { between, known, unknown } from "../Assessment.ts"
import { concerned, soft } from "../Criterion.ts"
import { parameter } from "../parameters.ts"
import { factOf } from "../World.ts"

export const primaryCare = soft({
  id: "primary-care",
  level: "soft",
  purpose: "health-dwelling",
  concerns: "member",
  reference: "pasient- og brukerrettighetsloven § 2-1 c (right to a general practitioner); R15",
  concern: () => concerned({}),
  evaluate: (_subject, place, world) => {
    const capacity = factOf(world, place, "gp-capacity")
    if (capacity === undefined) return unknown(["gp-capacity"])
    return known(between(capacity.value, parameter("gpFull"), parameter("gpNone")), [capacity])
  }
})
