/** The person's own recorded wish for a municipality or a county. */
import type { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { known } from "../Assessment.ts"
import { concerned, notConcerned, personal, soft, weakestOf } from "../Criterion.ts"
import { parameter } from "../parameters.ts"
import { sameRegion } from "../World.ts"

export const ownWish = soft<{ readonly wishes: string }>({
  id: "own-wish",
  level: "soft",
  purpose: "continuity-wishes",
  concerns: "member",
  reference: "R10; anchors: the person is asked, and the wish counts",
  concern: (person) => {
    if (person.wishes.length === 0) return notConcerned
    const wishes = [...new Set(person.wishes.map((wish) => wish.place.code as string))].sort().join(",")
    const basis = weakestOf(person.wishes.map((wish) => wish.provenance))
    return concerned({ wishes }, basis.source, [personal("wishes", wishes, basis)])
  },
  evaluate: ({ wishes }, place, world) => {
    const shares = wishes.split(",").map((code) => {
      if (code === place.code || code === place.county.code) return 1
      const wished = world.byCode.get(code as MunicipalityCode)
      return wished !== undefined && sameRegion(wished, place) ? parameter("wishRegionShare") : 0
    })
    return known(Math.max(...shares), [])
  }
})
