/**
 * The dial «spread over the year»: which places are open in a batch. A share of every location's places is opened evenly,
 * batch by batch; the rest is open from the first day. The last household in may go beyond what is open by less than the
 * largest household uses, or large ones would never fit where places open one at a time.
 */

/** Places opened up to and with batch t of T (from 0), at [m·D + d]. */
export function opened(capacity: Int32Array, spread: number, t: number, batches: number): Int32Array {
  const closed = spread * (1 - (t + 1) / batches)
  return capacity.map((places) => Math.ceil(places * (1 - closed) - 1e-9))
}

/** The most of each dimension one household uses. */
export function largestDemand(demand: Int32Array, width: number): Int32Array {
  const largest = new Int32Array(width)
  for (let at = 0; at < demand.length; at++) largest[at % width] = Math.max(largest[at % width]!, demand[at]!)
  return largest
}

/** What a batch may use, at [m·D + d]. */
export function roomFor(capacity: Int32Array, used: Int32Array, open: Int32Array, largest: Int32Array): Int32Array {
  return capacity.map((places, at) => {
    const ahead = open[at]! - used[at]!
    const beyond = Math.max(0, largest[at % largest.length]! - 1)
    return ahead <= 0 ? 0 : Math.min(places - used[at]!, ahead + beyond)
  })
}
