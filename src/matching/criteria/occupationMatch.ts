/** Jobs in the person's own occupation: few seekers per vacancy in the county, and enough jobs of the kind in the region. */
import { goalGroupOf } from "../../domain/GoalGroup.ts"
import { between, known, unknown } from "../Assessment.ts"
import { concerned, notConcerned, personal, soft, unknownFact, weakestOf } from "../Criterion.ts"
import { parameter } from "../parameters.ts"
import { evidence } from "../World.ts"
import { usableOccupation } from "./usableOccupation.ts"

export const occupationMatch = soft<{ readonly group: string; readonly usable: number }>({
  id: "occupation-match",
  level: "soft",
  purpose: "work",
  concerns: "member",
  reference: "integreringsloven §§ 6, 13; S14: seekers per vacancy (NAV), modelled depth",
  concern: (person, _household, world) => {
    const goal = goalGroupOf(person, world.date)
    if (goal === "outside-18-55" || goal === "under-25-without") return notConcerned
    const occupation = usableOccupation(person)
    if (occupation._tag === "unknown") return unknownFact("occupation")
    if (occupation._tag === "none") return notConcerned
    const { code, group, provenance, recognition, share } = occupation
    const basis = weakestOf(recognition === null ? [provenance] : [provenance, recognition.provenance])
    return concerned({ group, usable: share }, basis.source, [
      personal("occupation", code, provenance),
      ...(recognition === null ? [] : [personal("recognition-status", recognition.status, recognition.provenance)])
    ])
  },
  evaluate: ({ group, usable }, place, world) => {
    const key = group as keyof typeof place.county.seekersPerVacancy
    const seekers = evidence(
      world,
      "seekers-per-vacancy",
      "job seekers per new vacancy",
      place.county.seekersPerVacancy[key]
    )
    const depth = evidence(world, "occupation-jobs-region", "jobs", place.region.jobsByOccupation[key])
    if (seekers === undefined) return unknown(["seekers-per-vacancy"])
    const tightness = between(seekers.value, parameter("seekersEnough"), parameter("seekersNone"))
    if (depth === undefined) return unknown(["occupation-jobs-region"], [seekers])
    const share = parameter("tightnessShare")
    const jobs = between(depth.value, parameter("depthEnough"), 0)
    return known(usable * (share * tightness + (1 - share) * jobs), [seekers, depth])
  }
})
