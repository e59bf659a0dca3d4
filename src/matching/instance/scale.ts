/** Which whole-number unit a file's numbers need: the smallest power of ten, at most 10⁹, in which all of them are whole. */

const largestScale = 1e9

/** The smallest power of ten from `scale` up in which `value` is whole, or the largest allowed. */
export function scaleFor(value: number, scale: number): number {
  let fitting = scale
  while (fitting < largestScale && Math.round(value * fitting) / fitting !== value) fitting *= 10
  return fitting
}

/** The value in units of 1/scale, rounded where even 10⁻⁹ is too coarse for it. */
export function toUnits(value: number, scale: number): number {
  return Math.round(value * scale) + 0
}
