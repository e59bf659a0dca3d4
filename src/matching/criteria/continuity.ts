/** Continuity from the host municipality (S17): school, relations, qualification begun. Not for routes without a host. */
import { daysBetween } from "../../domain/IsoDate.ts"
import type { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { hasHostMunicipality } from "../../domain/Route.ts"
import { between, known } from "../Assessment.ts"
import { concerned, notConcerned, personal, soft, weakestOf } from "../Criterion.ts"
import { parameter } from "../parameters.ts"
import { distanceEvidence, distanceKm, type Place, sameRegion, type World } from "../World.ts"

const placeOf = (code: string, world: World): Place | undefined => world.byCode.get(code as MunicipalityCode)

export const schoolContinuity = soft<{ readonly at: string }>({
  id: "school-continuity",
  level: "soft",
  purpose: "family-children",
  concerns: "member",
  reference: "S17; R19: a change of school breaks progress and friendships",
  concern: (person, household, world) => {
    const { schooling } = person
    if (schooling === undefined || !hasHostMunicipality(household.route)) return notConcerned
    if (daysBetween(schooling.attendedSince, world.date) < parameter("schoolMonthsDays")) return notConcerned
    return concerned({ at: schooling.municipality }, schooling.provenance.source, [
      personal("attends-school-in", schooling.municipality, schooling.provenance)
    ])
  },
  evaluate: ({ at }, place) => known(place.code === at ? 1 : 0, [])
})

export const relations = soft<{ readonly at: string }>({
  id: "relations",
  level: "soft",
  purpose: "family-children",
  concerns: "household",
  reference: "S17; NOVA 2/2020: settle near the centre for continuity",
  concern: (_person, household, world) => {
    const { hostMunicipality } = household
    if (hostMunicipality === undefined || !hasHostMunicipality(household.route)) return notConcerned
    if (placeOf(hostMunicipality, world) === undefined) return notConcerned
    return concerned({ at: hostMunicipality })
  },
  evaluate: ({ at }, place, world) => {
    const host = placeOf(at, world)
    if (host === undefined) return known(0, [])
    const km = distanceKm(place, host)
    return known(between(km, 0, parameter("relationsFarKm")), [distanceEvidence(world, km)])
  }
})

export const qualificationContinuity = soft<{ readonly at: string }>({
  id: "qualification-continuity",
  level: "soft",
  purpose: "continuity-wishes",
  concerns: "member",
  reference: "S17; R37: plan, asylnorsk, practice or job already begun",
  concern: (person, household, world) => {
    if (!hasHostMunicipality(household.route) || person.ageOn(world.date) < 18) return notConcerned
    const steps = person.competence?.plan ?? []
    if (steps.length === 0) return notConcerned
    const codes = [...new Set(steps.map((step) => step.municipality))].sort()
    const basis = weakestOf(steps.map((step) => step.provenance))
    return concerned({ at: codes.join(",") }, basis.source, [
      personal("qualification-begun-in", codes.join(" "), basis)
    ])
  },
  evaluate: ({ at }, place, world) => {
    const shares = at.split(",").map((code) => {
      const begun = placeOf(code, world)
      if (begun === undefined) return 0
      if (begun.index === place.index) return 1
      return sameRegion(begun, place) ? parameter("continuityRegionShare") : 0
    })
    return known(Math.max(...shares), [])
  }
})
