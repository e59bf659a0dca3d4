/**
 * What stands beside the rules that bring households together or keep them apart (C4, C5): whoever has been asked or has a
 * yes is moved no more. A rule between two of them asks nothing, and a link that cannot be kept beside them gives way.
 */
import type { HouseholdId } from "../domain/Ids.ts"
import type { Round } from "../domain/Round.ts"
import { ineligible, unplaced } from "./instance/Instance.ts"
import type { Place } from "./World.ts"

export interface WhatStands {
  /** Region of each household that stands. */
  readonly regionOf: ReadonlyMap<string, string>
  readonly protectedPairs: Round["protectedPairs"]
  /** Whether these, who do not stand, find places in the region beside what is promised there. */
  readonly haveRoom: (followers: ReadonlyArray<HouseholdId>, region: string) => boolean
}

/** Those of which somebody can still be placed elsewhere. */
export const pairsToKeep = ({ protectedPairs, regionOf }: WhatStands): Round["protectedPairs"] =>
  protectedPairs.filter((pair) => !pair.every((id) => regionOf.has(id)))

/** Whether all of them can be in one region, given where some of them and those they must not meet stand. */
export const mayBeLinked = ({ haveRoom, protectedPairs, regionOf }: WhatStands) => {
  const keptFrom = Map.groupBy(
    protectedPairs.flatMap(([a, b]) => [
      { one: a, region: regionOf.get(b) },
      { one: b, region: regionOf.get(a) }
    ]),
    ({ one }) => one
  )
  return (ids: ReadonlyArray<HouseholdId>): boolean => {
    const regions = new Set(ids.flatMap((id) => regionOf.get(id) ?? []))
    const [region, ...others] = regions
    if (region === undefined) return true
    const followers = ids.filter((id) => !regionOf.has(id))
    const meets = followers.some((id) => keptFrom.get(id)?.some((one) => one.region === region))
    return others.length === 0 && !meets && haveRoom(followers, region)
  }
}

/** A lane's numbers; `spare`: places by location and dimension that are not promised. */
interface Numbers {
  readonly index: ReadonlyMap<string, number>
  readonly places: ReadonlyArray<Place>
  readonly isHard: ReadonlyArray<boolean>
  readonly demand: Int32Array
  readonly spare: Int32Array
  readonly score: Float64Array
  readonly lock: Int32Array
}

/**
 * Each gets the first place that takes it, those who need most first; what one link has been given, no later link gets. An
 * officer's own lock is no promise: where it cannot hold beside one, that is a conflict to be told, and no reason to part
 * a family.
 */
export const roomBeside = ({ demand, index, isHard, lock, places, score, spare }: Numbers): WhatStands["haveRoom"] => {
  const width = isHard.length
  let left = spare.slice()
  let given: ReadonlyMap<number, number> = new Map()

  return (followers, region) => {
    const rest = left.slice()
    const at = new Map(given)
    const move = (h: number, place: number, sign: 1 | -1) => {
      for (let d = 0; d < width; d++) rest[place * width + d]! += sign * demand[h * width + d]!
    }
    const takes = (h: number, place: number): boolean =>
      score[h * places.length + place] !== ineligible &&
      isHard.every((hard, d) => !hard || demand[h * width + d]! <= rest[place * width + d]!)

    const free = followers.map((id) => index.get(id)!).filter((h) => lock[h] === unplaced)
    for (const h of free) if (at.has(h)) move(h, at.get(h)!, 1)
    const all = free
      .sort((a, b) => demand[b * width]! - demand[a * width]!)
      .every((h) => {
        const place = places.find((one) => one.region.id === region && takes(h, one.index))
        if (place === undefined) return false
        move(h, place.index, -1)
        at.set(h, place.index)
        return true
      })
    if (all) [left, given] = [rest, at]
    return all
  }
}
