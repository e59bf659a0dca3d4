/** A signed job contract, within commuting distance of the workplace (S19). Hard only by an officer's lock. */
import type { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { between, known } from "../Assessment.ts"
import { concerned, notConcerned, personal, soft } from "../Criterion.ts"
import { parameter } from "../parameters.ts"
import { distanceEvidence, distanceKm, sameRegion } from "../World.ts"

export const contract = soft<{ readonly at: string }>({
  id: "contract",
  level: "soft",
  purpose: "continuity-wishes",
  concerns: "member",
  reference: "S19: a signed contract is a strong soft criterion",
  concern: (person) =>
    person.contract === undefined
      ? notConcerned
      : concerned({ at: person.contract.municipality }, person.contract.provenance.source, [
          personal("workplace-in", person.contract.municipality, person.contract.provenance)
        ]),
  evaluate: ({ at }, place, world) => {
    const work = world.byCode.get(at as MunicipalityCode)
    if (work === undefined) return known(0, [])
    const km = distanceKm(work, place)
    const near = parameter("contractNearKm")
    const share =
      work.index === place.index
        ? 1
        : sameRegion(work, place)
          ? parameter("contractRegionShare")
          : parameter("contractNearShare") * between(km, near, 2 * near)
    return known(share, [distanceEvidence(world, km)])
  }
})
