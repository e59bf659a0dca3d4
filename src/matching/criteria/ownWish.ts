/** The person's own recorded wish for a municipality or a county. */
import { known } from "../Assessment.ts"
import { concerned, notConcerned, personal, soft } from "../Criterion.ts"
import { parameter } from "../parameters.ts"
import { sameRegion } from "../World.ts"

export const ownWish = soft<{ readonly wishes: string }>({
  id: "own-wish",
  level: "soft",
  purpose: "continuity-wishes",
  concerns: "member",
  reference: "R10; anchors: the person is asked, and the wish counts",
  concern: (person) => {
    const first = person.wishes[0]
    if (first === undefined) return notConcerned
    const wishes = [...new Set(person.wishes.map((wish) => wish.place.code as string))].sort().join(",")
    return concerned({ wishes }, first.provenance.source, [personal("wishes", wishes, first.provenance)])
  },
  evaluate: ({ wishes }, place, world) => {
    const shares = wishes.split(",").map((code) => {
      if (code === place.code || code === place.county.code) return 1
      const wished = world.places.find((other) => other.code === code)
      return wished !== undefined && sameRegion(wished, place) ? parameter("wishRegionShare") : 0
    })
    return known(Math.max(...shares), [])
  }
})
