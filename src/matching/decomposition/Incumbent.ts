/**
 * The plan under search: where everybody is, what each location holds, what it is worth. Every change is journalled, so a
 * move of many steps is tried, judged as a whole and taken back. Steps may break hard rows for a moment: `breach` says by how
 * much, and only a plan without breach counts.
 */
import { type Choices, choiceOf } from "../instance/choices.ts"
import { type Assignment, isHard, unplaced } from "../instance/Instance.ts"
import type { Objective, Target } from "../instance/objectives.ts"
import { noChoice } from "./candidates.ts"
import { emptyValue, groupsByLocation, setsByHousehold } from "./emptyPlan.ts"

export class Incumbent {
  readonly choices: Choices
  readonly objective: Objective
  /** Choice taken by each household, or {@link noChoice}. */
  readonly choice: Int32Array
  /** Location of each household, or -1. */
  readonly plan: Assignment
  /** Places used at [m·D + d]. */
  readonly load: Int32Array
  /** Households in each location, in no order. */
  readonly members: ReadonlyArray<Array<number>>
  /** Households of each location and the groups it belongs to (C6). */
  readonly groupsAt: ReadonlyArray<ReadonlyArray<number>>
  /** Dimensions whose capacity is a limit (C2), not a matter of price (C8). */
  readonly isHard: Uint8Array
  /** Linked set of each household, or -1 (C4). */
  readonly linkedSet: Int32Array
  /** Exact value, also while rows are broken. */
  value = 0
  /** How far hard rows are broken, in their own units: 0 where all hold. */
  breach = 0

  readonly #targets: ReadonlyArray<Target>
  /** Value of each earlier objective. */
  readonly #reached: Float64Array
  readonly #seat: Int32Array
  readonly #groupPersons: Float64Array
  readonly #separateSets: ReadonlyMap<number, ReadonlyArray<number>>
  readonly #tolerant: boolean
  readonly #journal: Array<number> = []

  constructor(choices: Choices, objective: Objective, targets: ReadonlyArray<Target>) {
    const { capacity, groups, households, linked, locations, lock, separate } = choices.instance
    this.choices = choices
    this.objective = objective
    this.choice = new Int32Array(households.length).fill(noChoice)
    this.plan = new Int32Array(households.length).fill(unplaced)
    this.load = new Int32Array(capacity.length)
    this.members = locations.map(() => [])
    this.groupsAt = groupsByLocation(choices)
    this.isHard = Uint8Array.from(choices.instance.surcharge, (price) => (isHard(price) ? 1 : 0))
    this.linkedSet = new Int32Array(households.length).fill(-1)
    for (const [set, members] of linked.entries()) for (const h of members) this.linkedSet[h] = set
    this.#targets = targets
    this.#reached = new Float64Array(targets.length)
    this.#seat = new Int32Array(households.length)
    this.#groupPersons = new Float64Array(groups.length)
    this.#separateSets = setsByHousehold(separate)
    this.#tolerant = objective.groupShortfall < Number.POSITIVE_INFINITY
    this.value = emptyValue(choices, objective)
    for (const [l, target] of targets.entries()) {
      this.#reached[l] = emptyValue(choices, target.objective)
      this.breach += Math.max(0, target.value - this.#reached[l]!)
    }
    for (let g = 0; g < groups.length; g++) this.breach += this.#groupBreach(g, 0)
    if (!this.#tolerant) for (const m of lock) if (m !== unplaced) this.breach++
  }

  /** Brings in a plan; the journal starts anew. */
  adopt(plan: Assignment): void {
    for (let h = 0; h < plan.length; h++) {
      const m = plan[h]!
      this.set(h, m === unplaced ? noChoice : choiceOf(this.choices, h, m))
    }
    this.commit()
  }

  /** Whether h could join m as it stands: places, largest groups and separate sets. */
  fits(h: number, m: number): boolean {
    const { capacity, demand, dimensions } = this.choices.instance
    const width = dimensions.length
    for (let d = 0, at = m * width, own = h * width; d < width; d++, at++, own++) {
      if (demand[own]! > 0 && this.load[at]! + demand[own]! > capacity[at]! && this.isHard[d] === 1) return false
    }
    return !this.#crowds(h, m) && this.rivalOf(h, m) < 0
  }

  /** Whether h would bring a group of m above its maximum. */
  #crowds(h: number, m: number): boolean {
    if (this.#groupPersons.length === 0) return false
    const { groups, persons } = this.choices.instance
    return this.groupsAt[m]!.some((g) => this.#groupPersons[g]! + persons[h]! > groups[g]!.max)
  }

  /** Whether a group of m holds more persons than it may. */
  overfull(m: number): boolean {
    if (this.#groupPersons.length === 0) return false
    const { groups } = this.choices.instance
    return this.groupsAt[m]!.some((g) => this.#groupPersons[g]! > groups[g]!.max)
  }

  /** A household that must be apart from h and is in the region of m, or -1. */
  rivalOf(h: number, m: number): number {
    const sets = this.#separateSets.size === 0 ? undefined : this.#separateSets.get(h)
    if (sets === undefined) return -1
    const { region, separate } = this.choices.instance
    for (const set of sets) {
      for (const other of separate[set]!) {
        const place = this.plan[other]!
        if (other !== h && place !== unplaced && region[place] === region[m]) return other
      }
    }
    return -1
  }

  /** Value of an earlier objective. */
  reached(l: number): number {
    return this.#reached[l]!
  }

  /** Persons in a group, over all its locations. */
  personsIn(g: number): number {
    return this.#groupPersons[g]!
  }

  inSeparateSet(h: number): boolean {
    return this.#separateSets.has(h)
  }

  /** Gives h another choice, or none. */
  set(h: number, k: number): void {
    const before = this.choice[h]!
    if (before === k) return
    this.#journal.push(h, before)
    this.#change(h, k)
  }

  get mark(): number {
    return this.#journal.length
  }

  undo(mark: number): void {
    while (this.#journal.length > mark) {
      const before = this.#journal.pop()!
      this.#change(this.#journal.pop()!, before)
    }
  }

  commit(): void {
    this.#journal.length = 0
  }

  #change(h: number, k: number): void {
    const before = this.choice[h]!
    const { location } = this.choices
    this.breach -= this.#ownBreach(h)
    if (before !== noChoice) this.#leave(h, location[before]!)
    this.choice[h] = k
    if (k !== noChoice) this.#enter(h, location[k]!)
    this.breach += this.#ownBreach(h)
    const { unplaced: open, value } = this.objective
    this.value += (k === noChoice ? open[h]! : value[k]!) - (before === noChoice ? open[h]! : value[before]!)
    for (let l = 0; l < this.#targets.length; l++) {
      const earlier = this.#targets[l]!.objective
      this.#reach(
        l,
        (k === noChoice ? earlier.unplaced[h]! : earlier.value[k]!) -
          (before === noChoice ? earlier.unplaced[h]! : earlier.value[before]!)
      )
    }
  }

  #leave(h: number, m: number): void {
    const row = this.members[m]!
    const last = row.pop()!
    if (last !== h) {
      row[this.#seat[h]!] = last
      this.#seat[last] = this.#seat[h]!
    }
    this.plan[h] = unplaced
    this.#use(h, m, -1)
  }

  #enter(h: number, m: number): void {
    const row = this.members[m]!
    this.#seat[h] = row.length
    row.push(h)
    this.plan[h] = m
    this.#use(h, m, 1)
  }

  #use(h: number, m: number, sign: 1 | -1): void {
    const { capacity, demand, dimensions, minimum, persons } = this.choices.instance
    const width = dimensions.length
    for (let d = 0, at = m * width, own = h * width; d < width; d++, at++, own++) {
      const amount = demand[own]!
      if (amount === 0) continue
      const before = this.load[at]!
      const after = before + sign * amount
      this.load[at] = after
      const least = minimum[at]!
      if (least > 0 && (before < least || after < least))
        this.#short(Math.max(0, least - after) - Math.max(0, least - before))
      const most = capacity[at]!
      if (this.isHard[d] === 0 && (before > most || after > most))
        this.#exceed(d, Math.max(0, after - most) - Math.max(0, before - most))
    }
    if (this.#groupPersons.length > 0) for (const g of this.groupsAt[m]!) this.#count(g, sign * persons[h]!)
  }

  /** More or fewer places below a minimum (C3). */
  #short(more: number): void {
    this.value -= this.objective.shortfall * more
    for (let l = 0; l < this.#targets.length; l++) {
      const { shortfall } = this.#targets[l]!.objective
      if (shortfall > 0) this.#reach(l, -shortfall * more)
    }
  }

  /** More or fewer places above a soft capacity (C8). */
  #exceed(d: number, more: number): void {
    this.value -= this.objective.surcharge[d]! * more
    for (let l = 0; l < this.#targets.length; l++) {
      const surcharge = this.#targets[l]!.objective.surcharge[d]!
      if (surcharge > 0) this.#reach(l, -surcharge * more)
    }
  }

  /** More or fewer persons in a group (C6). */
  #count(g: number, more: number): void {
    const before = this.#groupPersons[g]!
    const after = before + more
    this.#groupPersons[g] = after
    this.breach += this.#groupBreach(g, after) - this.#groupBreach(g, before)
    const { min } = this.choices.instance.groups[g]!
    const below = Math.max(0, min - after) - Math.max(0, min - before)
    if (below === 0) return
    if (this.#tolerant) this.value -= this.objective.groupShortfall * below
    for (let l = 0; l < this.#targets.length; l++) {
      const { groupShortfall } = this.#targets[l]!.objective
      if (groupShortfall < Number.POSITIVE_INFINITY) this.#reach(l, -groupShortfall * below)
    }
  }

  #reach(l: number, more: number): void {
    const { value } = this.#targets[l]!
    const before = this.#reached[l]!
    this.#reached[l] = before + more
    this.breach += Math.max(0, value - before - more) - Math.max(0, value - before)
  }

  #groupBreach(g: number, persons: number): number {
    const { max, min } = this.choices.instance.groups[g]!
    return Math.max(0, persons - max) + (this.#tolerant ? 0 : Math.max(0, min - persons))
  }

  /** Rows that h alone, or h with its sets, breaks where it is. */
  #ownBreach(h: number): number {
    const { lock, region } = this.choices.instance
    let broken = lock[h] !== unplaced && this.plan[h] === unplaced && !this.#tolerant ? 1 : 0
    const set = this.linkedSet[h]!
    if (set >= 0) broken += this.#apart(set)
    const sets = this.#separateSets.size === 0 ? undefined : this.#separateSets.get(h)
    if (sets === undefined || this.plan[h] === unplaced) return broken
    const own = region[this.plan[h]!]!
    for (const s of sets) {
      for (const other of this.choices.instance.separate[s]!) {
        const place = this.plan[other]!
        if (other !== h && place !== unplaced && region[place] === own) broken++
      }
    }
    return broken
  }

  /** Members of a linked set that are not where its first is. */
  #apart(set: number): number {
    const { linked, region } = this.choices.instance
    const members = linked[set]!
    const first = this.plan[members[0]!]!
    const home = first === unplaced ? -1 : region[first]!
    let apart = 0
    for (const h of members) {
      const place = this.plan[h]!
      if ((place === unplaced ? -1 : region[place]!) !== home) apart++
    }
    return apart
  }
}
