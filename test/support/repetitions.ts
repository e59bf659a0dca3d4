/** Owns how often a repeated case is run. It refuses a multiplier that is no whole number above zero. */

/** The least number a case asks for; `TREFF_SOAK=10` runs ten times as many. */
export const repetitions = (least: number): number => {
  const multiplier = Number(process.env.TREFF_SOAK ?? "1")
  if (!Number.isInteger(multiplier) || multiplier < 1) {
    throw new Error("TREFF_SOAK is no whole number above zero. Set it to a multiplier such as 10, or leave it out.")
  }
  return least * multiplier
}
