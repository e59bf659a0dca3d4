/**
 * Where a plan falls short of the bound, and whom to set free there. At the prices of the relaxation the distance to the bound
 * is the sum of the households' regrets and of what idle priced places cost, so a neighbourhood grows from the locations that
 * lose most along the households that could nearly as well be in another.
 */
import { unplaced } from "../instance/Instance.ts"
import { type Candidates, noChoice } from "./candidates.ts"
import type { Incumbent } from "./Incumbent.ts"
import type { Insertion } from "./insertion.ts"
import type { Free } from "./NeighbourhoodModel.ts"

/** How much less often a location is chosen just after it was part of a neighbourhood, and how fast that wears off. */
const weariness = 0.9
const recovery = 0.8

export class Losses {
  readonly #incumbent: Incumbent
  readonly #candidates: Candidates
  readonly #insertion: Insertion
  readonly #random: () => number
  readonly #weary: Float64Array

  readonly #regrets: Float64Array

  constructor(incumbent: Incumbent, candidates: Candidates, insertion: Insertion, random: () => number) {
    this.#incumbent = incumbent
    this.#candidates = candidates
    this.#insertion = insertion
    this.#random = random
    this.#regrets = candidates.regret
      .map((regret, at) => regret / candidates.weight[candidates.household[at]!]!)
      .filter((r) => r > 0)
      .sort()
    this.#weary = new Float64Array(incumbent.members.length)
  }

  /** What each location loses: idle places, its members' regrets, and those of households that would rather be there. */
  #byLocation(): Float64Array {
    const { choices, choice } = this.#incumbent
    const { location } = choices
    const losses = Float64Array.from(this.#incumbent.members, (_, m) => this.#insertion.idleCost(m))
    for (let h = 0; h < choice.length; h++) {
      const regret = this.#insertion.regretNow(h)
      if (regret <= 0) continue
      const held = choice[h]!
      const first = this.#candidates.choice[this.#candidates.start[h]!]!
      if (held !== noChoice) losses[location[held]!]! += regret
      if (first !== noChoice) losses[location[first]!]! += regret
    }
    return losses
  }

  /** Households that have another candidate within `limit`, with all those candidates; nobody whom a set or a lock binds. */
  #near(limit: number): ReadonlyArray<Free> {
    const { choice: held, linkedSet } = this.#incumbent
    const { choice, regret, start } = this.#candidates
    const near: Array<Free> = []
    for (let h = 0; h < held.length; h++) {
      const from = start[h]!
      if (start[h + 1]! - from < 2 || linkedSet[h]! >= 0 || this.#incumbent.inSeparateSet(h)) continue
      const reach = limit * this.#candidates.weight[h]!
      if (choice[from] === held[h] && regret[from + 1]! > reach) continue
      const choices = [held[h]!]
      for (let at = from; at < start[h + 1]! && regret[at]! <= reach; at++)
        if (choice[at] !== held[h]) choices.push(choice[at]!)
      if (choices.length > 1) near.push({ h, choices })
    }
    return near
  }

  limitFor(count: number): number {
    return this.#regrets[Math.min(count, this.#regrets.length - 1)] ?? 0
  }

  /** The free households of one neighbourhood of about `size` choices within `limit` of the households' best. */
  neighbourhood(limit: number, size: number): ReadonlyArray<Free> {
    const near = this.#near(limit)
    const total = near.reduce((sum, { choices }) => sum + choices.length, 0)
    const inside = new Uint8Array(this.#weary.length)
    if (total <= size) inside.fill(1)
    else this.#grow(near, size, inside)
    for (let m = 0; m < inside.length; m++) this.#weary[m] = inside[m] === 1 ? weariness : this.#weary[m]! * recovery
    return this.#freeIn(near, inside)
  }

  #freeIn(near: ReadonlyArray<Free>, inside: Uint8Array): ReadonlyArray<Free> {
    const { location } = this.#incumbent.choices
    const { plan } = this.#incumbent
    const open = (k: number): boolean => k === noChoice || inside[location[k]!] === 1
    return near.flatMap(({ choices, h }) => {
      if (plan[h] !== unplaced && inside[plan[h]!] === 0) return []
      const left = choices.filter(open)
      return left.length > 1 ? [{ h, choices: left }] : []
    })
  }

  /** Locations joined to the worst one by households that could be in either, until they hold `size` choices. */
  #grow(near: ReadonlyArray<Free>, size: number, inside: Uint8Array): void {
    const { location } = this.#incumbent.choices
    const losses = this.#byLocation()
    const typical = losses.reduce((sum, loss) => sum + loss, 0) / losses.length
    const around: ReadonlyArray<Array<Free>> = losses.length === 0 ? [] : Array.from(losses, () => [])
    for (const free of near) for (const k of free.choices) if (k !== noChoice) around[location[k]!]!.push(free)
    const pull = new Float64Array(losses.length)
    const held = new Map<number, number>()
    let count = 0
    const join = (m: number): void => {
      inside[m] = 1
      for (const { choices, h } of around[m]!) {
        held.set(h, (held.get(h) ?? 0) + 1)
        if (held.get(h)! > 1) count += held.get(h) === 2 ? 2 : 1
        for (const k of choices) if (k !== noChoice) pull[location[k]!]!++
      }
    }
    let next = 0
    for (let m = 0; m < losses.length; m++)
      if (losses[m]! * (1 - this.#weary[m]!) > losses[next]! * (1 - this.#weary[next]!)) next = m
    while (next >= 0 && count < size) {
      join(next)
      let most = 0
      next = -1
      for (let m = 0; m < losses.length; m++) {
        const worth = pull[m]! * (1 + losses[m]! / typical) * (0.5 + this.#random()) * (1 - this.#weary[m]!)
        if (inside[m] === 0 && worth > most) [most, next] = [worth, m]
      }
    }
  }
}
