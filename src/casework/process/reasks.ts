/**
 * How often something is asked for again about a household (R45): each question a municipality puts beside what its request
 * shows, and each time after the first that the household itself states one and the same fact anew.
 */
export interface Askings {
  readonly questions: number
  /** For each fact that was stated, how many times. */
  readonly stated: ReadonlyArray<number>
}

export const reasks = ({ questions, stated }: Askings): number =>
  stated.reduce((sum, times) => sum + Math.max(0, times - 1), questions)
