/**
 * How many households of which kind: persons are divided by background, then by household type, then into families.
 * Owns sizes only; who the persons are is decided in members.ts.
 */
import { type CareForm, careForms } from "../../domain/CareForm.ts"
import { margins } from "./margins.ts"
import { counts, deal, type Shares } from "./quota.ts"
import type { Random } from "./random.ts"

export type Background = "ukraine" | "other"
export type HouseholdKind = "single" | "couple" | "family" | "minor"

export interface Shape {
  readonly background: Background
  readonly kind: HouseholdKind
  /** Parents or adults of the same generation. */
  readonly partners: 1 | 2
  readonly grandmother: boolean
  readonly children: number
}

export const sizeOf = (shape: Shape): number =>
  shape.kind === "minor" ? 1 : shape.partners + (shape.grandmother ? 1 : 0) + shape.children

type Parents = "one" | "two" | "one-and-grandmother" | "two-and-grandmother"
interface Plan {
  readonly parents: Shares<Parents>
  readonly children: Shares<string>
}
const plans: Readonly<Record<Background, Plan>> = {
  ukraine: { parents: margins["ukraine-parents"].shares, children: margins["ukraine-children"].shares },
  other: { parents: margins["other-parents"].shares, children: margins["other-children"].shares }
}

const mean = (shares: Shares<string>, valueOf: (category: string) => number): number => {
  const entries = Object.entries<number>(shares)
  const sum = entries.reduce((all, [, share]) => all + share, 0)
  return entries.reduce((all, [category, share]) => all + share * valueOf(category), 0) / sum
}
const adultsOf = (parents: string): number =>
  (parents.startsWith("two") ? 2 : 1) + (parents.endsWith("grandmother") ? 1 : 0)

/** Families with exactly `children` children in all, as near as can be to the shares of family sizes. */
const families = (background: Background, count: number, children: number, random: Random): ReadonlyArray<Shape> => {
  const slots = Array.from({ length: count }, (_, i) => i)
  const parents = deal(slots, plans[background].parents, random)
  const sizes = deal(slots, plans[background].children, random)
  const numbers = slots.map((slot) => Number(sizes.get(slot)))
  const largest = Math.max(...Object.keys(plans[background].children).map(Number))
  let difference = children - numbers.reduce((all, one) => all + one, 0)
  while (difference !== 0) {
    const step = Math.sign(difference)
    const open = slots.filter((slot) => (step > 0 ? (numbers[slot] ?? 0) < largest : (numbers[slot] ?? 0) > 1))
    if (open.length === 0) break
    for (const slot of random.shuffle(open).slice(0, Math.abs(difference))) {
      numbers[slot] = (numbers[slot] ?? 0) + step
      difference -= step
    }
  }
  return slots.map((slot) => {
    const kind = parents.get(slot) ?? "one"
    return {
      background,
      kind: "family",
      partners: kind.startsWith("two") ? 2 : 1,
      grandmother: kind.endsWith("grandmother"),
      children: numbers[slot] ?? 1
    }
  })
}

const personsIn = (shapes: ReadonlyArray<Shape>): number => shapes.reduce((all, shape) => all + sizeOf(shape), 0)

/** Children in families: published for Ukraine; for others what a family of the assumed size has. */
const childrenAmong = (background: Background, persons: number, familyPersons: number): number => {
  if (background === "ukraine") return counts(margins["ukraine-composition"].shares, persons)["child in family"]
  const children = mean(plans.other.children, Number)
  return Math.round((familyPersons * children) / (children + mean(plans.other.parents, adultsOf)))
}

const ofBackground = (background: Background, persons: number, random: Random): ReadonlyArray<Shape> => {
  const types = counts(margins[`${background}-household`].shares, persons)
  const children = childrenAmong(background, persons, types.family)
  const meanChildren = mean(plans[background].children, Number)
  const familyCount = Math.min(Math.round(children / meanChildren), children)
  const made = families(background, familyCount, children, random)
  const lone = (kind: HouseholdKind, partners: 1 | 2, count: number): ReadonlyArray<Shape> =>
    Array.from({ length: Math.max(0, count) }, () => ({ background, kind, partners, grandmother: false, children: 0 }))
  const left = persons - personsIn(made) - types.minor
  const couples = Math.min(Math.round(types.couple / 2), Math.max(0, Math.floor(left / 2)))
  return [
    ...made,
    ...lone("minor", 1, types.minor),
    ...lone("couple", 2, couples),
    ...lone("single", 1, left - 2 * couples)
  ]
}

export interface Lanes {
  readonly ordinary: number
  /** Unaccompanied minors by the care form recommended first. */
  readonly minors: Readonly<Record<CareForm, number>>
}

/** How many of so many persons are placed with the others, and how many minors there are in each care form. */
export const lanesOf = (persons: number): Lanes => {
  const background = counts(margins.background.shares, persons)
  const minors = (["ukraine", "other"] as const).map(
    (one) => counts(margins[`${one}-household`].shares, background[one]).minor
  )
  const forms = minors.map((count) => counts(margins["care-form"].shares, count))
  const total = (form: CareForm): number => forms.reduce((all, one) => all + one[form], 0)
  return {
    ordinary: persons - minors.reduce((all, one) => all + one, 0),
    minors: Object.fromEntries(careForms.map((form) => [form, total(form)])) as Record<CareForm, number>
  }
}

/** Households with exactly so many persons, in random order. */
export const composeHouseholds = (persons: number, random: Random): ReadonlyArray<Shape> => {
  const { ukraine, other } = counts(margins.background.shares, persons)
  return random.shuffle([...ofBackground("ukraine", ukraine, random), ...ofBackground("other", other, random)])
}
