/**
 * The best few municipalities of a household, straight from its row of points: for every household of a round at once,
 * where ranking all places and taking them apart would be waste. Same order as `rankedPlaces`.
 */
import type { LaneHousehold } from "./lane.ts"

/** Place `a` comes before `b`: more points, then fewer open questions (S5). Ties keep the order of codes. */
const isBetter = ({ points, eligibility: { state } }: LaneHousehold, a: number, b: number): boolean =>
  points[a]! > points[b]! || (points[a] === points[b] && state[a]! < state[b]!)

/** Place indices of at most `count` eligible municipalities, best first. */
export const bestPlaces = (household: LaneHousehold, count: number): Int32Array => {
  const { points, eligibility } = household
  const best = new Int32Array(count)
  let found = 0
  for (let place = 0; place < points.length; place++) {
    if (eligibility.state[place]! < 0) continue
    if (found === count && (count === 0 || !isBetter(household, place, best[count - 1]!))) continue
    let at = found === count ? count - 1 : found++
    for (; at > 0 && isBetter(household, place, best[at - 1]!); at--) best[at] = best[at - 1]!
    best[at] = place
  }
  return best.slice(0, found)
}
