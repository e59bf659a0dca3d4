/** What a move in a round's life is: how the program must answer it now, and what is so when it is done. */
import type { Life, Who } from "./Model.ts"
import type { Real } from "./Real.ts"
import type { Program } from "./stores.ts"

export interface With {
  readonly who: Who
  readonly household: string
  /** One of the two municipalities. */
  readonly at: 0 | 1
  /** With a version that somebody has changed since. */
  readonly stale: boolean
}

export interface Asked {
  readonly program: Program
  /** "done", or the refusal. */
  readonly expected: string
  /** What is so when it is done. */
  readonly so: (value: unknown) => void
}

export type Move = (life: Life, real: Real, chosen: With) => Asked

export const nothing = () => undefined
export const firstOf = (...refusals: ReadonlyArray<string | false | undefined>): string =>
  refusals.find((one): one is string => typeof one === "string") ?? "done"

export const versionOf = ({ version }: { readonly version: number }, stale: boolean): number =>
  stale ? version - 1 : version
