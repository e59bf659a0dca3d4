/**
 * «Styrt og spredt»: bounds on the persons a round places in some counties or municipalities (C6), as groups of the problem.
 * They count the ordinary lane; minors are placed by housing form (S9).
 */
import type { AreaBound, Round } from "../domain/Round.ts"
import type { Group } from "./instance/Instance.ts"
import type { Place, World } from "./World.ts"

const isInside = ({ counties = [], municipalities = [] }: AreaBound, { code }: Place): boolean =>
  municipalities.includes(code) || counties.some((county) => code.startsWith(county))

export const boundGroups = ({ bounds = [] }: Round, { places }: World): ReadonlyArray<Group> =>
  bounds.map(
    (bound): Group => ({
      locations: Int32Array.from(places.filter((place) => isInside(bound, place)).map(({ index }) => index)),
      min: bound.min ?? 0,
      max: bound.max ?? Number.POSITIVE_INFINITY
    })
  )
