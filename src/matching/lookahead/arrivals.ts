/** In which order a year's households arrive, in batches, and what a future may look like. Everything from seeds. */
import { hash32, seededOrder, seededStream } from "../seed.ts"

/** The households, by index, in a random order cut into batches whose sizes differ by one at most. */
export function arrivalBatches(
  ids: ReadonlyArray<string>,
  batches: number,
  seed: number,
  order: number
): ReadonlyArray<ReadonlyArray<number>> {
  const index = new Map(ids.map((id, h) => [id, h]))
  const arriving = seededOrder(ids, `arrival ${seed} ${order}`).map((id) => index.get(id)!)
  return Array.from({ length: batches }, (_, t) =>
    arriving
      .slice(Math.floor((t * ids.length) / batches), Math.floor(((t + 1) * ids.length) / batches))
      .sort((a, b) => a - b)
  )
}

/** `count` households drawn from a pool: each once at most, as far as there are enough; else with repeats. */
export function drawFuture(pool: number, count: number, key: string): ReadonlyArray<number> {
  const uniform = seededStream(hash32(key))
  if (pool < count) return Array.from({ length: pool === 0 ? 0 : count }, () => Math.floor(uniform() * pool))
  const deck = Int32Array.from({ length: pool }, (_, h) => h)
  for (let at = 0; at < count; at++) {
    const other = at + Math.floor(uniform() * (pool - at))
    const held = deck[at]!
    deck[at] = deck[other]!
    deck[other] = held
  }
  return [...deck.subarray(0, count)]
}
