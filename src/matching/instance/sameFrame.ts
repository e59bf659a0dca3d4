/**
 * Whether two instances are the same but for scores, places, locks, forbids and announcements: the same households with the
 * same needs, the same locations, and the same rows between them. Compared in full; a fingerprint would say it only almost.
 */
import type { Instance, Level } from "./Instance.ts"

const same = <A>(one: ArrayLike<A>, other: ArrayLike<A>, equal: (a: A, b: A) => boolean = Object.is): boolean => {
  if (one.length !== other.length) return false
  for (let at = 0; at < one.length; at++) if (!equal(one[at]!, other[at]!)) return false
  return true
}

const sameSets = (one: Instance["linked"], other: Instance["linked"]): boolean => same(one, other, (a, b) => same(a, b))

const sameLevel = (a: Level, b: Level): boolean => a.name === b.name && a.scale === b.scale && same(a.weight, b.weight)

export const isSameFrame = (one: Instance, other: Instance): boolean =>
  same(one.households, other.households) &&
  same(one.locations, other.locations) &&
  same(one.dimensions, other.dimensions) &&
  same(one.persons, other.persons) &&
  same(one.demand, other.demand) &&
  same(one.surcharge, other.surcharge) &&
  same(one.levels, other.levels, sameLevel) &&
  one.scale === other.scale &&
  one.movePrice === other.movePrice &&
  one.prices?.shortfall === other.prices?.shortfall &&
  same(one.region, other.region) &&
  same(one.regions, other.regions) &&
  sameSets(one.linked, other.linked) &&
  sameSets(one.separate, other.separate) &&
  same(one.groups, other.groups, (a, b) => a.min === b.min && a.max === b.max && same(a.locations, b.locations))
