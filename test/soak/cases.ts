/** Which test files prove which security cases, and how often each shall be repeated in all before a release. */
export interface SoakCase {
  /** Ids of the cases. */
  readonly cases: string
  readonly what: string
  readonly file: string
  /** Repetitions to reach, over all runs of the soak; a file's tests share it. */
  readonly goal: number
}

export const soakCases: ReadonlyArray<SoakCase> = []
