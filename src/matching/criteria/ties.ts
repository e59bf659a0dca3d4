/** Near relatives the person wishes to live near. Only each person's own wish counts, and only its best place (S19). */
import type { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import type { TieKind } from "../../domain/Tie.ts"
import { between, known } from "../Assessment.ts"
import { concerned, notConcerned, personal, soft, weakestOf } from "../Criterion.ts"
import { parameter } from "../parameters.ts"
import { distanceKm, type Place, sameRegion } from "../World.ts"

const capOf = (kind: TieKind): number =>
  kind === "sibling" ? parameter("siblingShare") : kind === "other" ? parameter("otherRelativeShare") : 1

/** 1 in the relative's municipality, less in the region, then falling with distance. */
const nearness = (place: Place, relative: Place): number => {
  if (place.index === relative.index) return 1
  if (sameRegion(place, relative)) return parameter("relativeRegionShare")
  const km = distanceKm(place, relative)
  return parameter("relativeNearShare") * between(km, parameter("relativeNearKm"), parameter("relativeFarKm"))
}

export const ties = soft<{ readonly at: string }>({
  id: "ties",
  level: "soft",
  purpose: "family-children",
  concerns: "member",
  reference: "S19; R18: relatives in Norway, by each adult's own wish",
  concern: (person) => {
    const near = person.ties.flatMap(({ kind, provenance, to, wish }) =>
      wish === "near" && to._tag === "municipality" ? [{ code: to.code, kind, provenance }] : []
    )
    if (near.length === 0) return notConcerned
    const entries = new Set(near.map(({ code, kind }) => `${code}:${Math.round(capOf(kind) * 1000)}`))
    const codes = new Set(near.map(({ code }) => code))
    const basis = weakestOf(near.map(({ provenance }) => provenance))
    return concerned({ at: [...entries].sort().join(",") }, basis.source, [
      personal("relative-in", [...codes].sort().join(" "), basis)
    ])
  },
  /** `at` lists municipality and cap, e.g. `1103:1000,5501:500`. */
  evaluate: ({ at }, place, world) => {
    let best = 0
    for (const entry of at.split(",")) {
      const colon = entry.indexOf(":")
      const relative = world.byCode.get(entry.slice(0, colon) as MunicipalityCode)
      const cap = Number(entry.slice(colon + 1)) / 1000
      if (relative !== undefined) best = Math.max(best, cap * nearness(place, relative))
    }
    return known(best, [])
  }
})
