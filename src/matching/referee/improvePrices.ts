/**
 * Prices without a solver: walks down the bound of bound.ts against its own slope, with steps sized by the distance to a
 * known plan. It seldom reaches the best bound and needs no more than the instance; whatever it finds is valid.
 */
import type { Choices } from "../instance/choices.ts"
import type { Objective, Target } from "../instance/objectives.ts"
import { boundOf, mustPlace, netValues, type Prices, zeroPrices } from "./bound.ts"

const steps = 300

interface Slope {
  readonly place: Float64Array
  readonly multipliers: Float64Array
}

/** How the bound changes with each price: what the rows have, less what the best choices would use. */
function slopeOf(
  choices: Choices,
  targets: ReadonlyArray<Target>,
  objective: Objective,
  prices: Prices,
  net: Float64Array,
  must: Uint8Array
): Slope {
  const { capacity, demand, dimensions, minimum } = choices.instance
  const width = dimensions.length
  const place = capacity.map((places, at) => (prices.place[at]! >= 0 ? places : minimum[at]!))
  const slope = { place: Float64Array.from(place), multipliers: Float64Array.from(targets, ({ value }) => -value) }
  for (let h = 0; h < must.length; h++) {
    let best = -1
    for (let k = choices.start[h]!; k < choices.start[h + 1]!; k++) if (best < 0 || net[k]! > net[best]!) best = k
    if (best < 0 || (must[h] === 0 && net[best]! <= objective.unplaced[h]!)) continue
    const m = choices.location[best]!
    for (let d = 0; d < width; d++) slope.place[m * width + d]! -= demand[h * width + d]!
    for (const [l, target] of targets.entries()) slope.multipliers[l]! += target.objective.value[best]!
  }
  return slope
}

/** The best prices met on the way, and the bound they prove; `reached` is the value of a known plan. */
export function improvePrices(
  choices: Choices,
  objective: Objective,
  targets: ReadonlyArray<Target>,
  reached: number
): { readonly prices: Prices; readonly bound: number } {
  const { minimum } = choices.instance
  const must = mustPlace(choices, targets)
  let prices = zeroPrices(choices, targets)
  let best = { prices, bound: Number.POSITIVE_INFINITY }
  let pace = 1
  let patience = 0
  for (let step = 0; step < steps; step++) {
    const net = netValues(choices, objective, targets, prices)
    const { total } = boundOf(choices, objective, targets, prices, must, net)
    if (total < best.bound) {
      best = { prices, bound: total }
      patience = 0
    } else if (++patience > 10) {
      pace /= 2
      patience = 0
    }
    const slope = slopeOf(choices, targets, objective, prices, net, must)
    const square = [...slope.place, ...slope.multipliers].reduce((sum, value) => sum + value * value, 0)
    if (square === 0 || total <= reached) break
    const length = (pace * (total - reached)) / square
    const floor = (at: number): number => (minimum[at]! > 0 ? -objective.shortfall : 0)
    const ceiling = (at: number): number => objective.surcharge[at % objective.surcharge.length]!
    prices = {
      ...prices,
      place: prices.place.map((price, at) =>
        Math.min(ceiling(at), Math.max(floor(at), price - length * slope.place[at]!))
      ),
      multipliers: prices.multipliers.map((price, l) =>
        targets[l]!.full ? 0 : Math.max(0, price - length * slope.multipliers[l]!)
      )
    }
  }
  return best
}
