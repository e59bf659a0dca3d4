/** The round the API reference shows: one household, made up. */
import type { Round } from "../domain/Round.ts"
import { exampleOf } from "../intake/examples.ts"

export const roundExample = exampleOf("treff-round") as typeof Round.Encoded
