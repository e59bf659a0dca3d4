/** Shares turned into whole numbers: largest remainder, so that margins are met as closely as whole persons allow. */
import type { Random } from "./random.ts"

/** Shares of any scale by category. */
export type Shares<C extends string> = Readonly<Record<C, number>>

/** Whole numbers in proportion to the weights that sum to `total`; ties go to the earlier one. Zero weight gets nothing. */
export const apportion = (weights: ReadonlyArray<number>, total: number): Array<number> => {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  if (sum === 0) return weights.map(() => 0)
  const exact = weights.map((weight) => (total * weight) / sum)
  const counts = exact.map(Math.floor)
  const missing = total - counts.reduce((all, count) => all + count, 0)
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder.slice(0, missing)) counts[index] = (counts[index] ?? 0) + 1
  return counts
}

const entriesOf = <C extends string>(shares: Shares<C>): Array<[C, number]> =>
  Object.entries(shares) as Array<[C, number]>

/** Counts by category. */
export const counts = <C extends string>(shares: Shares<C>, total: number): Record<C, number> => {
  const entries = entriesOf(shares)
  const whole = apportion(
    entries.map(([, share]) => share),
    total
  )
  return Object.fromEntries(entries.map(([category], i) => [category, whole[i] ?? 0])) as Record<C, number>
}

/** One category for each item, in the given shares and in random order. */
export const deal = <A, C extends string>(items: ReadonlyArray<A>, shares: Shares<C>, random: Random): Map<A, C> => {
  const whole = counts(shares, items.length)
  const hand = random.shuffle(
    entriesOf(whole).flatMap(([category, count]) => Array.from({ length: count }, () => category))
  )
  return new Map(items.map((item, i) => [item, hand[i] as C]))
}

/**
 * One category for each item where the shares count the items' sizes: the largest items first, each to the category that
 * is furthest below its share.
 */
export const dealBySize = <A, C extends string>(
  items: ReadonlyArray<A>,
  sizeOf: (item: A) => number,
  shares: Shares<C>,
  random: Random
): Map<A, C> => {
  const entries = entriesOf(shares)
  const sizes = items.reduce((all, item) => all + sizeOf(item), 0)
  const sum = entries.reduce((all, [, share]) => all + share, 0)
  const open = entries.map(([category, share]) => ({ category, left: sum === 0 ? 0 : (sizes * share) / sum }))
  const ordered = random.shuffle(items).sort((a, b) => sizeOf(b) - sizeOf(a))
  return new Map(
    ordered.map((item) => {
      const most = open.reduce((best, one) => (one.left > best.left ? one : best))
      most.left -= sizeOf(item)
      return [item, most.category]
    })
  )
}

/** `count` ages at even steps of the distribution, each moved a little at random: bands are met without favouring an age. */
export const spreadAges = (
  weightOf: (age: number) => number,
  ages: readonly [number, number],
  count: number,
  random: Random
): Array<number> => {
  const [low, high] = ages
  const years = Array.from({ length: high - low + 1 }, (_, i) => low + i)
  const total = years.reduce((all, age) => all + weightOf(age), 0)
  const drawn: Array<number> = []
  let [index, passed] = [0, weightOf(low)]
  for (let i = 0; i < count; i++) {
    const aim = ((i + random.next()) / count) * total
    while (passed < aim && index < years.length - 1) passed += weightOf(years[++index] ?? high)
    drawn.push(years[index] ?? high)
  }
  return drawn
}

/** Hands out categories without knowing how many will be asked for: decks of a hundred cards, each shuffled. */
export const decks = <C extends string>(shares: Shares<C>, random: Random): (() => C) => {
  let deck: Array<C> = []
  return () => {
    if (deck.length === 0)
      deck = [
        ...deal(
          Array.from({ length: 100 }, (_, i) => i),
          shares,
          random
        ).values()
      ]
    return deck.pop() as C
  }
}
