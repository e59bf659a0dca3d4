/** Strength of the labour market, only for adults known to have no usable occupation (S14). */
import { goalGroupOf } from "../../domain/GoalGroup.ts"
import { between, known, unknown } from "../Assessment.ts"
import { concerned, notConcerned, soft } from "../Criterion.ts"
import { parameter } from "../parameters.ts"
import { factOf } from "../World.ts"
import { usableOccupation } from "./usableOccupation.ts"

export const labourMarket = soft({
  id: "labour-market",
  level: "soft",
  purpose: "work",
  concerns: "member",
  reference: "S14: the county's unemployment rather than stale municipal figures; region size by jobs",
  concern: (person, _household, world) => {
    const goal = goalGroupOf(person, world.date)
    if (goal === "outside-18-55" || goal === "under-25-without") return notConcerned
    return usableOccupation(person)._tag === "none" ? concerned({}) : notConcerned
  },
  evaluate: (_subject, place, world) => {
    const unemployment = factOf(world, place, "county-unemployment")
    const jobs = factOf(world, place, "region-jobs")
    if (unemployment === undefined || jobs === undefined) {
      return unknown([
        ...(unemployment === undefined ? ["county-unemployment"] : []),
        ...(jobs === undefined ? ["region-jobs"] : [])
      ])
    }
    const share = parameter("tightnessShare")
    const tight = between(unemployment.value, parameter("unemploymentFull"), parameter("unemploymentNone"))
    return known(share * tight + (1 - share) * between(jobs.value, parameter("regionJobsEnough"), 0), [
      unemployment,
      jobs
    ])
  }
})
