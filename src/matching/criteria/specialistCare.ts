/**
 * Specialist health care in reach, beyond any hard need. A released mental-health need looks to the psychiatric centre,
 * everyone else to the local hospital. An unreleased need is «not clarified»: no penalty, no bonus (S22).
 */
import { isReleased } from "../../domain/Need.ts"
import { between, known, unknown } from "../Assessment.ts"
import { concerned, personal, soft } from "../Criterion.ts"
import { parameter } from "../parameters.ts"
import { factOf } from "../World.ts"

export const specialistCare = soft<{ readonly site: "hospital" | "psychiatric-centre" }>({
  id: "specialist-care",
  level: "soft",
  purpose: "health-dwelling",
  concerns: "member",
  reference: "R15, R16: services in reach; S5: distance alone never excludes",
  concern: (person, _household, world) => {
    const mental = person.healthNeeds.find(
      (need) => need.service === "specialist-mental-health" && isReleased(need, world.date)
    )
    return mental === undefined
      ? concerned({ site: "hospital" })
      : concerned({ site: "psychiatric-centre" }, null, [personal("service-needed", mental.service, mental.provenance)])
  },
  evaluate: ({ site }, place, world) => {
    const id = site === "hospital" ? "hospital-km" : "psychiatric-centre-km"
    const distance = factOf(world, place, id)
    if (distance === undefined) return unknown([id])
    return known(between(distance.value, parameter("careNearKm"), parameter("careFarKm")), [distance])
  }
})
