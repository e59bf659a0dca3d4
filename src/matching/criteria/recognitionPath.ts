/** A step towards recognition remains: can it be taken from here? Concerns only those with such a step. */
import { goalGroupOf } from "../../domain/GoalGroup.ts"
import { between, known, unknown } from "../Assessment.ts"
import { concerned, notConcerned, personal, soft } from "../Criterion.ts"
import { parameter } from "../parameters.ts"
import { factOf } from "../World.ts"

const higherEducation = 6
const remaining = ["applied", "needs-supplement", "not-applied"]

export const recognitionPath = soft<{ readonly step: "campus" | "school" }>({
  id: "recognition-path",
  level: "soft",
  purpose: "work",
  concerns: "member",
  reference: "R11, R41: recognition and supplementary courses (HK-dir); S14",
  concern: (person, _household, world) => {
    if (goalGroupOf(person, world.date) !== "upper-secondary-completed") return notConcerned
    const education = person.competence?.highestEducation
    if (education === undefined || !remaining.includes(education.recognition)) return notConcerned
    return concerned({ step: education.level >= higherEducation ? "campus" : "school" }, education.provenance.source, [
      personal("recognition-status", education.recognition, education.provenance)
    ])
  },
  evaluate: ({ step }, place, world) => {
    if (step === "campus") {
      const campus = factOf(world, place, "higher-education-km")
      if (campus === undefined) return unknown(["higher-education-km"])
      return known(between(campus.value, parameter("campusNearKm"), parameter("campusFarKm")), [campus])
    }
    const schools = factOf(world, place, "upper-secondary-schools-region")
    if (schools === undefined) return unknown(["upper-secondary-schools-region"])
    return known(schools.value > 0 ? 1 : 0, [schools])
  }
})
