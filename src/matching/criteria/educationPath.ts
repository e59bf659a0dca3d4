/** The next step of education by goal group (S15): higher education, upper secondary with peers, or adult education. */
import { goalGroupOf } from "../../domain/GoalGroup.ts"
import { between, known, unknown } from "../Assessment.ts"
import { concerned, notConcerned, personal, soft, unknownFact } from "../Criterion.ts"
import { parameter } from "../parameters.ts"
import { factOf } from "../World.ts"

type Path = "higher" | "upper-secondary" | "adult"

export const educationPath = soft<{ readonly path: Path }>({
  id: "education-path",
  level: "soft",
  purpose: "education",
  concerns: "member",
  reference: "integreringsloven § 13 (sluttmål by goal group); R36",
  concern: (person, _household, world) => {
    const goal = goalGroupOf(person, world.date)
    if (goal === "outside-18-55") return notConcerned
    const education = person.competence?.highestEducation
    if (goal === "education-unknown" || education === undefined) return unknownFact("education")
    const path: Path =
      goal === "upper-secondary-completed" ? "higher" : goal === "under-25-without" ? "upper-secondary" : "adult"
    return concerned({ path }, education.provenance.source, [
      personal("education-level", education.level, education.provenance)
    ])
  },
  evaluate: ({ path }, place, world) => {
    if (path === "higher") {
      const campus = factOf(world, place, "higher-education-km")
      if (campus === undefined) return unknown(["higher-education-km"])
      return known(between(campus.value, parameter("campusNearKm"), parameter("campusFarKm")), [campus])
    }
    if (path === "adult") {
      const adult = factOf(world, place, "adult-education")
      return adult === undefined ? unknown(["adult-education"]) : known(adult.value, [adult])
    }
    const here = factOf(world, place, "upper-secondary-schools")
    const region = factOf(world, place, "upper-secondary-schools-region")
    if (here === undefined || region === undefined) {
      return unknown([
        ...(here === undefined ? ["upper-secondary-schools"] : []),
        ...(region === undefined ? ["upper-secondary-schools-region"] : [])
      ])
    }
    if (here.value > 0) return known(1, [here])
    return known(region.value > 0 ? parameter("schoolInRegionShare") : 0, [here, region])
  }
})
