/** How far apart bound and plan may be when the gap asked for is a fraction. */

/** Whole units, small enough for whatever bound between `value` and `most` is proved in the end. */
export function acceptedGap(gap: number, scale: number, value: number, most: number): number {
  const size = value < 0 && most > 0 ? 0 : Math.min(Math.abs(value), Math.abs(most))
  return Math.floor(gap * Math.max(scale, size))
}
