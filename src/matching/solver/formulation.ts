/**
 * The problem as rows and columns, for any solver that takes a sparse matrix: variables, constraints and objective in
 * separate functions, each row with its id. Columns can be asked for one by one, so a solver may start from a few of them.
 *
 *   x_hm ∈ {0,1}  household h is placed in location m      u_h ∈ {0,1}  household h stays unplaced
 *   s_md ≥ 0      places missing to a minimum              t_g ≥ 0      persons missing to the minimum of a group
 *   e_md ≥ 0      places used above a soft capacity
 */
import type { Choices } from "../instance/choices.ts"
import { isHard } from "../instance/Instance.ts"
import type { Objective, Target } from "../instance/objectives.ts"
import { mustPlace } from "../referee/bound.ts"
import { Row } from "./Row.ts"

/** One variable: its bounds, what it is worth, and its entries. */
export interface Column {
  readonly worth: number
  readonly lower: number
  readonly upper: number
  readonly rows: ReadonlyArray<number>
  readonly coefficients: ReadonlyArray<number>
}

export interface Formulation {
  readonly choices: Choices
  readonly objective: Objective
  readonly targets: ReadonlyArray<Target>
  readonly rows: ReadonlyArray<Row>
  readonly lower: ReadonlyArray<number>
  readonly upper: ReadonlyArray<number>
  /** Row of C2, C3 at [m·D + d], -1 where the row cannot bind. */
  readonly capacityRow: Int32Array
  readonly minimumRow: Int32Array
  /** Rows of C4 and of C5, for each set in each region that any of it can reach. */
  readonly linkedRows: ReadonlyArray<SetRows>
  readonly separateRows: ReadonlyArray<SetRows>
  readonly groupRow: Int32Array
  /** Row of each earlier objective, -1 where it is fully reached and bounds say so. */
  readonly targetRow: Int32Array
  readonly must: Uint8Array
  readonly choiceColumn: (h: number, k: number) => Column
  readonly unplacedColumn: (h: number) => Column
  /** s_md, t_g and e_md, in this order. */
  readonly slackColumns: ReadonlyArray<Column>
}

/** The rows of a set of households in one region: one for C5, one for every household after the first for C4. */
export interface SetRows {
  readonly set: number
  readonly region: number
  readonly rows: ReadonlyArray<number>
}

interface RowList {
  readonly rows: Array<Row>
  readonly lower: Array<number>
  readonly upper: Array<number>
}

const infinite = Number.POSITIVE_INFINITY

function add(list: RowList, row: Row, lower: number, upper: number): number {
  list.rows.push(row)
  list.lower.push(lower)
  list.upper.push(upper)
  return list.rows.length - 1
}

/** (C1) Σ_m x_hm + u_h = 1. Row h belongs to household h. */
function addOnce(list: RowList, choices: Choices): void {
  for (let h = 0; h < choices.instance.households.length; h++) add(list, Row.Once({ id: "C1", household: h }), 1, 1)
}

/** What could at most be asked of each place: Σ of the demands of all households that have the location as a choice. */
function mostAsked(choices: Choices): Float64Array {
  const { demand, dimensions } = choices.instance
  const width = dimensions.length
  const asked = new Float64Array(choices.instance.capacity.length)
  for (let h = 0; h + 1 < choices.start.length; h++) {
    for (let k = choices.start[h]!; k < choices.start[h + 1]!; k++) {
      const m = choices.location[k]!
      for (let d = 0; d < width; d++) asked[m * width + d]! += demand[h * width + d]!
    }
  }
  return asked
}

/** (C2, C8) Σ_h a_hd·x_hm (− e_md) ≤ C_md, where more could be asked than there is and that is forbidden or has a price. */
function addCapacity(list: RowList, choices: Choices, objectives: ReadonlyArray<Objective>): Int32Array {
  const { capacity, dimensions } = choices.instance
  const asked = mostAsked(choices)
  const matters = dimensions.map((_, d) => objectives.some(({ surcharge }) => surcharge[d]! > 0))
  return capacity.map((places, at) => {
    if (asked[at]! <= places || !matters[at % dimensions.length]) return -1
    const [location, dimension] = [Math.floor(at / dimensions.length), at % dimensions.length]
    return add(list, Row.Capacity({ id: "C2", location, dimension }), -infinite, places)
  })
}

/** (C3) Σ_h a_hd·x_hm + s_md ≥ L_md, where a shortfall has a price in this objective or in an earlier one. */
function addMinimum(list: RowList, choices: Choices, objectives: ReadonlyArray<Objective>): Int32Array {
  const { dimensions, minimum } = choices.instance
  const priced = objectives.some(({ shortfall }) => shortfall > 0)
  return minimum.map((places, at) => {
    if (places === 0 || !priced) return -1
    const [location, dimension] = [Math.floor(at / dimensions.length), at % dimensions.length]
    return add(list, Row.Minimum({ id: "C3", location, dimension }), places, infinite)
  })
}

/** The regions that the choices of any of the households lie in. */
function regionsOf(choices: Choices, set: Int32Array): ReadonlyArray<number> {
  const regions = new Set<number>()
  for (const h of set)
    for (let k = choices.start[h]!; k < choices.start[h + 1]!; k++)
      regions.add(choices.instance.region[choices.location[k]!]!)
  return [...regions].sort((a, b) => a - b)
}

/** (C4) Σ_{m∈r} x_hm − Σ_{m∈r} x_h'm = 0 for the first household of a linked set, every other one, and every region r. */
function addLinked(list: RowList, choices: Choices): ReadonlyArray<SetRows> {
  return choices.instance.linked.flatMap((members, set) =>
    regionsOf(choices, members).map((region): SetRows => {
      const rows = [...members].slice(1).map(() => add(list, Row.Linked({ id: "C4", set }), 0, 0))
      return { set, region, rows }
    })
  )
}

/** (C5) Σ_{h∈set} Σ_{m∈r} x_hm ≤ 1 for every region r. */
function addSeparate(list: RowList, choices: Choices): ReadonlyArray<SetRows> {
  return choices.instance.separate.flatMap((members, set) =>
    regionsOf(choices, members).map((region): SetRows => {
      return { set, region, rows: [add(list, Row.Separate({ id: "C5", set }), -infinite, 1)] }
    })
  )
}

/** (C6) min_g ≤ Σ_{m∈g} Σ_h P_h·x_hm (+ t_g) ≤ max_g. */
function addGroups(list: RowList, choices: Choices): Int32Array {
  return Int32Array.from(choices.instance.groups, ({ max, min }, group) =>
    add(list, Row.GroupMin({ id: "C6", group }), min, max)
  )
}

/** (O1) Σ weight·x ≥ target for every earlier objective that is not fully reached. */
function addTargets(list: RowList, targets: ReadonlyArray<Target>): Int32Array {
  return Int32Array.from(targets, ({ full, value }, level) =>
    full ? -1 : add(list, Row.Target({ id: "O1", level }), value, infinite)
  )
}

/** e_md costs the surcharge here and in every earlier objective. Rows of a soft capacity stand in `capacityRow` too. */
function excessColumnsOf(
  choices: Choices,
  objective: Objective,
  targets: ReadonlyArray<Target>,
  { capacityRow, targetRow }: Pick<Formulation, "capacityRow" | "targetRow">
): ReadonlyArray<Column> {
  const { demand, surcharge } = choices.instance
  const width = surcharge.length
  const everything = surcharge.map((_, d) =>
    demand.reduce((sum, amount, at) => (at % width === d ? sum + amount : sum), 0)
  )
  return [...capacityRow].flatMap((row, at): ReadonlyArray<Column> => {
    const d = at % width
    if (row < 0 || isHard(surcharge[d]!)) return []
    const charged = targets.flatMap(({ objective: earlier }, l) =>
      earlier.surcharge[d]! > 0 && targetRow[l]! >= 0 ? [{ row: targetRow[l]!, price: earlier.surcharge[d]! }] : []
    )
    return [
      {
        worth: -objective.surcharge[d]!,
        lower: 0,
        upper: everything[d]!,
        rows: [row, ...charged.map((target) => target.row)],
        coefficients: [-1, ...charged.map((target) => -target.price)]
      }
    ]
  })
}

/** s_md costs the shortfall price here and in every earlier objective, t_g the group's; both are bounded by what they stand for. */
function slackColumnsOf(
  choices: Choices,
  objective: Objective,
  targets: ReadonlyArray<Target>,
  indices: Pick<Formulation, "minimumRow" | "groupRow" | "targetRow">
): ReadonlyArray<Column> {
  const columns: Array<Column> = []
  const charged = targets.flatMap(({ objective: { shortfall } }, l) =>
    shortfall > 0 && indices.targetRow[l]! >= 0 ? [{ row: indices.targetRow[l]!, shortfall }] : []
  )
  for (const [at, row] of indices.minimumRow.entries()) {
    if (row < 0) continue
    columns.push({
      worth: -objective.shortfall,
      lower: 0,
      upper: choices.instance.minimum[at]!,
      rows: [row, ...charged.map((target) => target.row)],
      coefficients: [1, ...charged.map((target) => -target.shortfall)]
    })
  }
  if (objective.groupShortfall < infinite) {
    for (const [g, row] of indices.groupRow.entries())
      columns.push({
        worth: -objective.groupShortfall,
        lower: 0,
        upper: choices.instance.groups[g]!.min,
        rows: [row],
        coefficients: [1]
      })
  }
  return columns
}

/** The entries of a household in the rows of its sets, by region. */
type SetEntries = ReadonlyMap<number, ReadonlyMap<number, ReadonlyArray<readonly [row: number, coefficient: number]>>>

/** C4: the first household of a set has +1 in every row, each other −1 in its own. C5: +1 for all. */
function setEntriesOf(choices: Choices, linked: ReadonlyArray<SetRows>, separate: ReadonlyArray<SetRows>): SetEntries {
  const entries = new Map<number, Map<number, Array<readonly [number, number]>>>()
  const enter = (h: number, region: number, row: number, coefficient: number): void => {
    const regions = entries.get(h) ?? new Map<number, Array<readonly [number, number]>>()
    regions.set(region, [...(regions.get(region) ?? []), [row, coefficient]])
    entries.set(h, regions)
  }
  for (const { region, rows, set } of linked) {
    const [first, ...others] = choices.instance.linked[set]!
    for (const [at, row] of rows.entries()) {
      enter(first!, region, row, 1)
      enter(others[at]!, region, row, -1)
    }
  }
  for (const { region, rows, set } of separate) {
    for (const h of choices.instance.separate[set]!) enter(h, region, rows[0]!, 1)
  }
  return entries
}

export function formulate(choices: Choices, objective: Objective, targets: ReadonlyArray<Target>): Formulation {
  const { instance } = choices
  const { demand, dimensions, groups, locations, persons, region } = instance
  const width = dimensions.length
  const list: RowList = { rows: [], lower: [], upper: [] }
  addOnce(list, choices)
  const objectives = [objective, ...targets.map((target) => target.objective)]
  const capacityRow = addCapacity(list, choices, objectives)
  const minimumRow = addMinimum(list, choices, objectives)
  const linkedRows = addLinked(list, choices)
  const separateRows = addSeparate(list, choices)
  const groupRow = addGroups(list, choices)
  const targetRow = addTargets(list, targets)
  const must = mustPlace(choices, targets)
  const setEntries = setEntriesOf(choices, linkedRows, separateRows)
  const groupsAt = locations.map((_, m) => groups.flatMap((group, g) => (group.locations.includes(m) ? [g] : [])))

  const choiceColumn = (h: number, k: number): Column => {
    const m = choices.location[k]!
    const rows = [h]
    const coefficients = [1]
    const entry = (row: number, coefficient: number): void => {
      if (row < 0 || coefficient === 0) return
      rows.push(row)
      coefficients.push(coefficient)
    }
    for (let d = 0; d < width; d++) {
      const used = demand[h * width + d]!
      entry(capacityRow[m * width + d]!, used)
      entry(minimumRow[m * width + d]!, used)
    }
    for (const [row, coefficient] of setEntries.get(h)?.get(region[m]!) ?? []) entry(row, coefficient)
    for (const g of groupsAt[m]!) entry(groupRow[g]!, persons[h]!)
    for (const [l, { objective: earlier }] of targets.entries()) entry(targetRow[l]!, earlier.value[k]!)
    return { worth: objective.value[k]!, lower: 0, upper: 1, rows, coefficients }
  }

  /** u_h; 0 where the household must be placed. */
  const unplacedColumn = (h: number): Column => {
    const rows = [h]
    const coefficients = [1]
    for (const [l, { objective: earlier }] of targets.entries()) {
      if (targetRow[l]! < 0 || earlier.unplaced[h] === 0) continue
      rows.push(targetRow[l]!)
      coefficients.push(earlier.unplaced[h]!)
    }
    return { worth: objective.unplaced[h]!, lower: 0, upper: must[h] === 1 ? 0 : 1, rows, coefficients }
  }

  return {
    choices,
    objective,
    targets,
    ...list,
    capacityRow,
    minimumRow,
    linkedRows,
    separateRows,
    groupRow,
    targetRow,
    must,
    choiceColumn,
    unplacedColumn,
    slackColumns: [
      ...slackColumnsOf(choices, objective, targets, { minimumRow, groupRow, targetRow }),
      ...excessColumnsOf(choices, objective, targets, { capacityRow, targetRow })
    ]
  }
}
