/**
 * One compound move: a household goes where it is not, whoever is in the way leaves, and each of those is settled again where
 * it costs least, by another such step if need be. The move stays in the journal of the incumbent; whoever asked for it judges it.
 */
import type { Prices } from "../referee/bound.ts"
import { type Candidates, noChoice } from "./candidates.ts"
import type { Incumbent } from "./Incumbent.ts"

/** Households that one move may push out. */
const mostEjected = 12
/** Members looked at when somebody has to leave a crowded location. */
const mostLookedAt = 14
/** How far a move may stray from the cheapest way, as a share of what is at stake. */
const stray = 0.1
/** Full places that an ejected household may knock at before the next one with room is taken. */
const mostDoors = 3

export class Insertion {
  readonly #incumbent: Incumbent
  readonly #candidates: Candidates
  readonly #prices: Prices
  readonly #random: () => number
  /** The move in which a household was last touched; nobody is touched twice in a move. */
  readonly #touched: Int32Array
  /** Regret of each household at the choice it was last asked about. */
  readonly #knownChoice: Int32Array
  readonly #knownRegret: Float64Array
  readonly #knownLeaving: Float64Array
  #move = 0
  readonly #homeless: Array<number> = []
  /** Region an ejected member of a linked set must come back to. */
  readonly #bound: Array<number> = []
  #ejected = 0
  #spent = 0
  /** Regret that the move may add before it is given up. */
  #budget = 0
  #heat = 0

  constructor(incumbent: Incumbent, candidates: Candidates, prices: Prices, random: () => number) {
    this.#incumbent = incumbent
    this.#candidates = candidates
    this.#prices = prices
    this.#random = random
    this.#touched = new Int32Array(incumbent.plan.length)
    this.#knownChoice = new Int32Array(incumbent.plan.length).fill(noChoice - 1)
    this.#knownRegret = new Float64Array(incumbent.plan.length)
    this.#knownLeaving = new Float64Array(incumbent.plan.length)
  }

  /** What the prices say of unused places in m, of those beyond a minimum they pay for, and of those missing to one. */
  idleCost(m: number): number {
    const { choices, load, objective } = this.#incumbent
    const { capacity, dimensions, minimum } = choices.instance
    const width = dimensions.length
    let cost = 0
    for (let at = m * width; at < (m + 1) * width; at++) {
      const price = this.#prices.place[at]!
      const [used, least] = [load[at]!, minimum[at]!]
      cost += price * ((price > 0 ? capacity[at]! : least) - used)
      if (used < least) cost += objective.shortfall * (least - used)
    }
    return cost
  }

  /** What h falls short of its best by where it is now. */
  regretNow(h: number): number {
    if (this.#knownChoice[h] !== this.#incumbent.choice[h]) this.#learn(h)
    return this.#knownRegret[h]!
  }

  #learn(h: number): void {
    const k = this.#incumbent.choice[h]!
    this.#knownChoice[h] = k
    this.#knownRegret[h] = this.#regretAt(h, k)
    this.#knownLeaving[h] = this.#leavingCost(h, k)
  }

  #regretAt(h: number, k: number): number {
    const { choice, regret, start } = this.#candidates
    const [from, to] = [start[h]!, start[h + 1]!]
    for (let at = from; at < to; at++) if (choice[at] === k) return regret[at]!
    return to > from ? regret[to - 1]! : 0
  }

  /** Exponential noise: choosing the least of cost + noise draws by cost, the cheaper the likelier. */
  #noise(): number {
    return this.#heat === 0 ? 0 : -this.#heat * Math.log(1 - this.#random())
  }

  /**
   * Puts a household at one of its candidates and settles all who must leave. False when somebody found no place or the
   * regret grew by more than `allowance` and what filling the place can win back; the journal then holds a torso.
   */
  insert(candidate: number, allowance: number, heat: number): boolean {
    const { choice, household, regret } = this.#candidates
    const h = household[candidate]!
    const k = choice[candidate]!
    this.#begin(heat)
    this.#spent = regret[candidate]! - this.regretNow(h)
    this.#budget = allowance
    this.#touched[h] = this.#move
    if (k === noChoice) {
      if (this.#spent > this.#budget) return false
      this.#incumbent.set(h, noChoice)
      return true
    }
    const m = this.#incumbent.choices.location[k]!
    this.#budget += this.idleCost(m)
    if (this.#spent > this.#budget) return false
    // What is at stake sets how far from the cheapest way the move may stray, or it would fail the same way every time.
    this.#heat += stray * this.#random() * (this.#budget - this.#spent)
    this.#incumbent.set(h, k)
    return this.#makeRoom(h, m) && this.#settleAll()
  }

  /** Moves a whole linked set to the region of a candidate of one of its members, or out of the plan. */
  insertSet(members: ReadonlyArray<number> | Int32Array, candidate: number, allowance: number, heat: number): boolean {
    const { choice, household } = this.#candidates
    const h = household[candidate]!
    const k = choice[candidate]!
    const { choices } = this.#incumbent
    this.#begin(heat)
    this.#budget = Number.POSITIVE_INFINITY
    this.#spent = -allowance
    for (const member of members) this.#incumbent.set(member, noChoice)
    if (k === noChoice) return true
    const m = choices.location[k]!
    this.#touched[h] = this.#move
    this.#incumbent.set(h, k)
    if (!this.#makeRoom(h, m)) return false
    for (const member of members) if (member !== h) this.#release(member, choices.instance.region[m]!)
    return this.#settleAll()
  }

  /** Settles a household that is nowhere. */
  settle(h: number, allowance: number, heat: number): boolean {
    this.#begin(heat)
    this.#budget = allowance
    this.#release(h, -1)
    return this.#settleAll()
  }

  #begin(heat: number): void {
    this.#move++
    this.#homeless.length = 0
    this.#bound.length = 0
    this.#ejected = 0
    this.#spent = 0
    this.#heat = heat
  }

  #release(h: number, region: number): void {
    this.#touched[h] = this.#move
    this.#homeless.push(h)
    this.#bound.push(region)
  }

  #eject(h: number): boolean {
    if (++this.#ejected > mostEjected) return false
    const { choices, linkedSet, plan } = this.#incumbent
    const region = linkedSet[h]! < 0 ? -1 : choices.instance.region[plan[h]!]!
    this.#spent -= this.regretNow(h)
    this.#incumbent.set(h, noChoice)
    this.#release(h, region)
    return true
  }

  #settleAll(): boolean {
    while (this.#homeless.length > 0) {
      const at = this.#homeless.length - 1
      const h = this.#homeless[at]!
      const region = this.#bound[at]!
      this.#homeless.length = at
      this.#bound.length = at
      if (!this.#settleOne(h, region)) return false
    }
    return true
  }

  /** Everybody in the way of h, who is already in m, leaves. */
  #makeRoom(h: number, m: number): boolean {
    const { choices, load } = this.#incumbent
    const { capacity, dimensions } = choices.instance
    const width = dimensions.length
    for (;;) {
      const rival = this.#incumbent.rivalOf(h, m)
      if (rival < 0) break
      if (this.#touched[rival] === this.#move || !this.#eject(rival)) return false
    }
    for (let d = width - 1; d >= 0; d--) {
      if (this.#incumbent.isHard[d] === 0) continue
      const at = m * width + d
      while (load[at]! > capacity[at]!) {
        const victim = this.#victim(m, d, load[at]! - capacity[at]!)
        if (victim < 0 || !this.#eject(victim)) return false
      }
    }
    while (this.#incumbent.overfull(m)) {
      const victim = this.#victim(m, -1, 1)
      if (victim < 0 || !this.#eject(victim)) return false
    }
    return true
  }

  /** Regret that leaving its choice would cost e at least; infinite where e has nothing else. */
  #leavingCost(e: number, held: number): number {
    const { choice, regret, start } = this.#candidates
    const from = start[e]!
    if (start[e + 1]! - from < 2) return Number.POSITIVE_INFINITY
    if (this.#incumbent.linkedSet[e]! >= 0) return 2 * regret[start[e + 1]! - 1]!
    return (choice[from] === held ? regret[from + 1]! : regret[from]!) - this.#knownRegret[e]!
  }

  #worstCost = 0

  /** The member of m that had best leave when `need` places of dimension d are missing (any dimension: −1). */
  #victim(m: number, d: number, need: number): number {
    const { choice, choices, members } = this.#incumbent
    const { demand, dimensions } = choices.instance
    const width = dimensions.length
    const row = members[m]!
    const price = d < 0 ? 0 : Math.max(0, this.#prices.place[m * width + d]!)
    // Dimension 0 is asked for by nearly everybody: a sample will do. Others have few users, who must all be looked at.
    let left = mostLookedAt
    let victim = -1
    let least = Number.POSITIVE_INFINITY
    const offset = row.length > mostLookedAt ? Math.floor(this.#random() * row.length) : 0
    for (let step = 0; step < row.length && left > 0; step++) {
      const seat = offset + step
      const e = row[seat < row.length ? seat : seat - row.length]!
      const used = d < 0 ? 1 : demand[e * width + d]!
      if (used === 0 || this.#touched[e] === this.#move) continue
      left--
      if (this.#knownChoice[e] !== choice[e]) this.#learn(e)
      const leaving = this.#knownLeaving[e]!
      if (leaving === Number.POSITIVE_INFINITY) continue
      const cost = (leaving + Math.max(0, used - need) * price + this.#noise()) / Math.min(used, need)
      if (cost < least) {
        least = cost
        victim = e
      }
    }
    this.#worstCost = least
    return victim
  }

  /** Places e at the cheapest of: a candidate with room, or a full one whose cheapest single victim goes on. */
  #settleOne(e: number, region: number): boolean {
    const { choice, regret, start } = this.#candidates
    const { choices } = this.#incumbent
    let [taken, least, knocked] = [-1, Number.POSITIVE_INFINITY, 0]
    let full = false
    for (let at = start[e]!; at < start[e + 1]!; at++) {
      const cost = regret[at]!
      if (cost >= least || this.#spent + cost > this.#budget) break
      const k = choice[at]!
      if (k === noChoice) {
        if (region >= 0) continue
        if (cost < least) [taken, least, full] = [at, cost, false]
        break
      }
      const m = choices.location[k]!
      if (region >= 0 && choices.instance.region[m] !== region) continue
      if (this.#incumbent.fits(e, m)) {
        const noisy = cost + this.#noise()
        if (noisy < least) [taken, least, full] = [at, noisy, false]
        break
      }
      if (knocked >= mostDoors || this.#ejected >= mostEjected) continue
      knocked++
      const chained = cost + this.#doorCost(e, m) + this.#noise()
      if (chained < least) [taken, least, full] = [at, chained, true]
    }
    if (taken < 0) return false
    this.#spent += regret[taken]!
    const k = choice[taken]!
    this.#incumbent.set(e, k)
    if (!full) return true
    return this.#makeRoom(e, choices.location[k]!)
  }

  /** What it would cost at least to let e into the full m: the cheapest one that has to leave for the scarcest dimension. */
  #doorCost(e: number, m: number): number {
    const { choices, load } = this.#incumbent
    const { capacity, demand, dimensions } = choices.instance
    const width = dimensions.length
    let cost = 0
    for (let d = 0; d < width; d++) {
      const used = demand[e * width + d]!
      const missing =
        used === 0 || this.#incumbent.isHard[d] === 0 ? 0 : load[m * width + d]! + used - capacity[m * width + d]!
      if (missing <= 0) continue
      if (this.#victim(m, d, missing) < 0) return Number.POSITIVE_INFINITY
      cost = Math.max(cost, this.#worstCost * missing)
    }
    return cost
  }
}
