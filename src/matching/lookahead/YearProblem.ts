/** A year of arrivals as a problem: the instance, the pool that stands for those to come, and how the year is played. */
import { Result } from "effect"
import { type Instance, isHard, unplaced } from "../instance/Instance.ts"
import { InstanceInvalid } from "../instance/InstanceInvalid.ts"
import { type Claims, claimsOf, type YearRule } from "./Claims.ts"

export interface YearOptions {
  readonly rule: YearRule
  readonly batches: number
  /** Random arrival orders to play. */
  readonly orders: number
  /** Futures sampled before each batch. */
  readonly futures: number
  /** Share of every location's places that opens evenly over the year, 0 to 1. */
  readonly spread: number
  readonly seed: number
}

export interface YearProblem extends YearOptions {
  readonly instance: Instance
  readonly claims: Claims
  /** Claims of the pool, in the units of the instance. */
  readonly pool: Claims
}

/** What the instance and the pool were read from, for the errors. */
interface Files {
  readonly instance?: string | undefined
  readonly pool?: string | undefined
}

const invalid = (file: string | undefined, field: string, problem: string, advice: string) =>
  Result.fail(new InstanceInvalid({ ...(file !== undefined && { file }), field, problem, advice }))

/** What is agreed between households, or between months, does not fit batches that are placed for good one by one. */
function refusedRow({ announced, groups, linked, minimum, prices, separate, surcharge }: Instance, rule: YearRule) {
  if (linked.length > 0) return ["/linked", "linked households"] as const
  if (separate.length > 0) return ["/separate", "separate households"] as const
  if (groups.length > 0) return ["/groups", "groups of locations"] as const
  if (!surcharge.every(isHard)) return ["/surcharges", "soft capacities"] as const
  if (announced.some((m) => m !== unplaced)) return ["/announced", "announced locations"] as const
  if (rule === "priced" && (prices?.shortfall ?? 0) > 0 && minimum.some((places) => places > 0))
    return ["/prices/shortfallPerPlace", "priced minimum intakes"] as const
  return undefined
}

const same = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean =>
  a.length === b.length && a.every((one, at) => one === b[at])

/** The year, or why the instance or the pool does not make one. */
export function yearProblem(
  instance: Instance,
  pool: Instance,
  options: YearOptions,
  files: Files = {}
): Result.Result<YearProblem, InstanceInvalid> {
  const refused = refusedRow(instance, options.rule)
  if (refused !== undefined)
    return invalid(
      files.instance,
      refused[0],
      `The look-ahead does not take ${refused[1]}.`,
      "Remove them, or use treff solve."
    )
  if (options.rule === "priced" && (instance.prices === undefined || pool.prices === undefined)) {
    const file = instance.prices === undefined ? files.instance : files.pool
    return invalid(file, "/prices", "The rule priced needs prices.", "Add them, or use the rule max-score.")
  }
  if (!same(instance.dimensions, pool.dimensions)) {
    const problem = `The pool has the dimensions ${pool.dimensions.join(", ")}, the instance ${instance.dimensions.join(", ")}.`
    return invalid(files.pool, "/dimensions", problem, "A pool needs the same dimensions in the same order.")
  }
  if (!same(instance.locations, pool.locations)) {
    const own = new Set(instance.locations)
    const other = pool.locations.find((id) => !own.has(id))
    const missing = instance.locations.find((id) => !pool.locations.includes(id))
    const problem =
      other === undefined
        ? `The pool lacks location ${missing}.`
        : `Location ${other} of the pool is not in the instance.`
    return invalid(files.pool, "/locations", problem, "A pool needs the same locations.")
  }
  return Result.succeed({
    ...options,
    instance,
    claims: claimsOf(instance, options.rule),
    pool: claimsOf(pool, options.rule, instance.scale / pool.scale)
  })
}
