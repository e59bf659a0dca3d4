/**
 * A request shows a combination only when at least five households of the reference stand on the same rung with the same
 * combination (K1). Who finds company lower down has left the ladder and is not counted further up, so that knowing the rule and
 * the rung does not narrow the company down. Deterministic: the order of the reference does not matter.
 */
import { ladder } from "./ladder.ts"
import type { RequestDisclosure } from "./RequestDisclosure.ts"

export const leastAlike = 5

/** One household as it would be requested, before anything is generalised. */
export interface Comparable {
  /** Tells households apart, so that one that was requested twice counts once. Never shown. */
  readonly household: string
  readonly request: RequestDisclosure
}

const sorted = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

/** What is shown and nothing else: two requests are alike when a reader cannot tell them apart. */
export const shownKey = (request: RequestDisclosure): string => JSON.stringify(request, sorted)

/** Each household once: as in this batch, else the first of its earlier requests by what they show. */
const once = (batch: ReadonlyArray<Comparable>, earlier: ReadonlyArray<Comparable>): ReadonlyArray<Comparable> => {
  const chosen = new Map(batch.map((one) => [one.household, one]))
  for (const [household, requests] of Map.groupBy(earlier, (one) => one.household)) {
    const [head, ...others] = requests
    if (chosen.has(household) || head === undefined) continue
    const first = others.reduce((least, one) => (shownKey(one.request) < shownKey(least.request) ? one : least), head)
    chosen.set(household, first)
  }
  return [...chosen.values()]
}

/**
 * What may be shown of each household of the batch. `earlier`: the comparable requests of the last twelve months. Who finds no
 * company anywhere is shown on the last rung, which says nothing of anybody.
 */
export const generalise = (
  batch: ReadonlyArray<Comparable>,
  earlier: ReadonlyArray<Comparable>
): ReadonlyMap<string, RequestDisclosure> => {
  const shown = new Map<string, RequestDisclosure>()
  let climbing = once(batch, earlier)
  for (const [rung, { climb }] of ladder.entries()) {
    const here = climbing.map(({ household, request }) => ({ household, request: { ...climb(request), rung } }))
    const alike = [...Map.groupBy(here, ({ request }) => shownKey(request)).values()]
    const leaves = (company: ReadonlyArray<Comparable>): boolean =>
      company.length >= leastAlike || rung === ladder.length - 1
    for (const { household, request } of alike.filter(leaves).flat()) shown.set(household, request)
    climbing = alike.filter((company) => !leaves(company)).flat()
  }
  return new Map(batch.flatMap(({ household }) => [[household, shown.get(household)!] as const]))
}
