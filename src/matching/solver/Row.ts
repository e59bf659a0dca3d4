/** The rows of the problem as data: which inequality, and whom it concerns. Sentences are made from them, never the other way round. */
import { Data } from "effect"
import { type Instance, ineligible } from "../instance/Instance.ts"

/** Ids as in the formulation: C1 once, C2 capacity, C3 minimum, C4 linked, C5 separate, C6 group, O1 an earlier objective. */
export type Row = Data.TaggedEnum<{
  Once: { readonly id: "C1"; readonly household: number }
  Capacity: { readonly id: "C2"; readonly location: number; readonly dimension: number }
  Minimum: { readonly id: "C3"; readonly location: number; readonly dimension: number }
  Linked: { readonly id: "C4"; readonly set: number }
  Separate: { readonly id: "C5"; readonly set: number }
  GroupMin: { readonly id: "C6"; readonly group: number }
  GroupMax: { readonly id: "C6"; readonly group: number }
  Lock: { readonly id: "E"; readonly household: number }
  Forbid: { readonly id: "E"; readonly household: number; readonly location: number }
  Eligible: { readonly id: "E"; readonly household: number }
  Target: { readonly id: "O1"; readonly level: number }
}>
export const Row = Data.taggedEnum<Row>()

const listed = (names: ReadonlyArray<string>): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`

const few = (names: ReadonlyArray<string>): string =>
  names.length <= 6 ? listed(names) : `${names.slice(0, 5).join(", ")} and ${names.length - 5} more`

/** One English sentence; other languages read the row itself. */
export function sentenceOf(row: Row, instance: Instance): string {
  const { capacity, dimensions, groups, households, linked, locations, lock, minimum, separate } = instance
  const width = dimensions.length
  const members = (set: Int32Array | undefined): string => few([...(set ?? [])].map((h) => households[h]!))
  const places = (group: number): string => few([...(groups[group]?.locations ?? [])].map((m) => locations[m]!))
  return Row.$match(row, {
    Once: ({ household }) => `Household ${households[household]} is placed once.`,
    Capacity: ({ dimension, location }) => {
      const places = capacity[location * width + dimension]
      return `Location ${locations[location]} has ${places} place${places === 1 ? "" : "s"} in ${dimensions[dimension]}.`
    },
    Minimum: ({ dimension, location }) =>
      `Location ${locations[location]} ought to take ${minimum[location * width + dimension]} in ${dimensions[dimension]}.`,
    Linked: ({ set }) => `Households ${members(linked[set])} go to the same location or region.`,
    Separate: ({ set }) => `Households ${members(separate[set])} must not share a location or region.`,
    GroupMin: ({ group }) => `At least ${groups[group]?.min} persons go to ${places(group)}.`,
    GroupMax: ({ group }) => `At most ${groups[group]?.max} persons go to ${places(group)}.`,
    Lock: ({ household }) => `Household ${households[household]} is locked to location ${locations[lock[household]!]}.`,
    Forbid: ({ household, location }) =>
      `Household ${households[household]} must not go to location ${locations[location]}.`,
    Eligible: ({ household }) => {
      const open = locations.filter((_, m) => instance.score[household * locations.length + m] !== ineligible)
      return open.length === 0
        ? `Household ${households[household]} is eligible nowhere.`
        : `Household ${households[household]} is eligible only in ${few(open)}.`
    },
    Target: ({ level }) => `Level ${instance.levels[level]?.name ?? level} of placing is kept.`
  })
}
