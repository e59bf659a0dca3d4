/** The instance a case is about: generated, or from a file. */
import { Effect } from "effect"
import { readInstance } from "../src/intake/readInstance.ts"
import type { Instance } from "../src/matching/instance/Instance.ts"
import { generateInstance, type InstanceKind } from "./generateInstance.ts"

export type Subject = { readonly kind: InstanceKind } | { readonly file: string }

export const instanceOf = (subject: Subject): Promise<Instance> =>
  "file" in subject ? Effect.runPromise(readInstance(subject.file)) : Promise.resolve(generateInstance(subject.kind))

export const nameOf = (subject: Subject): string => {
  if ("file" in subject) return subject.file.split(/[\\/]/).at(-1) ?? subject.file
  const { households, locations, scores = "correlated", seed, slack } = subject.kind
  return `${households}×${locations} ${scores} slack ${slack} seed ${seed}`
}
