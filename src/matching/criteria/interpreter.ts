/** Qualified interpreters in the county for the person's language: a service, never a community (S11). */
import { between, known, unknown } from "../Assessment.ts"
import { concerned, notConcerned, soft } from "../Criterion.ts"
import { parameter } from "../parameters.ts"
import { evidence } from "../World.ts"

export const interpreter = soft<{ readonly language: string }>({
  id: "interpreter",
  level: "soft",
  purpose: "health-dwelling",
  concerns: "member",
  reference: "tolkeloven § 6; R23; S11",
  concern: (person) => (person.needsInterpreter ? concerned({ language: person.language }) : notConcerned),
  evaluate: ({ language }, place, world) => {
    const supply = evidence(
      world,
      "interpreters",
      "interpreters in the county",
      place.county.interpreters[language as keyof typeof place.county.interpreters]
    )
    if (supply === undefined) return unknown(["interpreters"])
    return known(between(supply.value, parameter("interpretersEnough"), 0), [supply])
  }
})
