/**
 * The wire form treff-certificate/1: for each objective of the rule the whole numbers that prove its bound. A level of kind
 * `knapsack` carries household multipliers and is counted as in knapsackBound.ts; any other carries prices and is counted as
 * in bound.ts. Whoever holds the instance can check it; no solver is asked.
 */
import { Schema } from "effect"
import { Fingerprint } from "../instance/fingerprint.ts"
import { rules } from "../instance/objectives.ts"

const PlacePrice = Schema.Struct({ location: Schema.String, dimension: Schema.String, price: Schema.Int })
const GroupPrice = Schema.Struct({ group: Schema.Int, price: Schema.Int })
const SetPrice = Schema.Struct({ set: Schema.Int, region: Schema.String, amounts: Schema.Array(Schema.Int) })

const level = {
  name: Schema.String,
  scale: Schema.Int.annotate({ description: "The objective is counted in units of 1/scale" }),
  precision: Schema.Int.annotate({ description: "Prices and total are counted in units of 1/(scale × precision)" }),
  targets: Schema.Array(Schema.Int).annotate({
    description: "What a plan reaches on each earlier objective, in units of 1/scale of that one"
  }),
  multipliers: Schema.Array(Schema.Int).annotate({
    description: "Price units for each unit of an earlier objective; never negative"
  }),
  prices: Schema.Array(PlacePrice).annotate({ description: "Price of one place; places not listed cost nothing" }),
  groups: Schema.Array(GroupPrice).annotate({ description: "Price of one person in the locations of a group" }),
  linked: Schema.Array(SetPrice).annotate({
    description: "Amounts that add up to nothing over a linked set in a region"
  }),
  separate: Schema.Array(SetPrice).annotate({
    description: "One amount, never negative, for each of a separate set in a region"
  }),
  total: Schema.Int.annotate({ description: "What the prices prove, in price units" }),
  bound: Schema.Int.annotate({ description: "total / precision, rounded down: no plan is worth more" })
}

export const KnapsackLevel = Schema.Struct({
  kind: Schema.Literal("knapsack"),
  ...level,
  households: Schema.Array(Schema.Int).annotate({
    description: "Multiplier of each household, in price units, in the order of their ids"
  })
})
export type KnapsackLevel = typeof KnapsackLevel.Type

const PriceLevel = Schema.Struct({ kind: Schema.optionalKey(Schema.Literal("prices")), ...level })

export const CertificateLevel = Schema.Union([KnapsackLevel, PriceLevel])
export type CertificateLevel = typeof CertificateLevel.Type

export const Certificate = Schema.Struct({
  format: Schema.Literal("treff-certificate/1"),
  kind: Schema.Literals(["prices", "knapsack"]).annotate({ description: "`knapsack` when a level of it is" }),
  rule: Schema.Literals(rules),
  instance: Schema.String.annotate({ description: "Fingerprint of the instance it speaks of" }),
  levels: Schema.Array(CertificateLevel).annotate({ description: "One for each objective of the rule, in order" }),
  digest: Schema.String.annotate({ description: "Fingerprint of all the rest, to notice a change" })
}).annotate({
  identifier: "Certificate",
  description: "Proof that no plan is worth more than a bound, treff-certificate/1"
})
export type Certificate = typeof Certificate.Type

/** The fingerprint of everything in a certificate but itself. */
export function digestOf({ kind, rule, instance, levels }: Omit<Certificate, "digest" | "format">): string {
  const print = new Fingerprint().texts([kind, rule, instance]).word(levels.length)
  for (const level of levels) {
    print.text(level.name).numbers([level.scale, level.precision, level.total, level.bound])
    print.numbers(level.targets).numbers(level.multipliers).word(level.prices.length)
    for (const { dimension, location, price } of level.prices) print.text(location).text(dimension).number(price)
    for (const { group, price } of level.groups) print.word(1).number(group).number(price)
    for (const { amounts, region, set } of level.linked) print.word(2).number(set).text(region).numbers(amounts)
    for (const { amounts, region, set } of level.separate) print.word(3).number(set).text(region).numbers(amounts)
    if (level.kind === "knapsack") print.text(level.kind).numbers(level.households)
  }
  return print.hex()
}
