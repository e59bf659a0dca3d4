/**
 * Cuts a document down to what the matrix shows a role in a state. A field the matrix does not name is left out, so a field
 * added to a document is hidden until somebody decides. Null when nothing is shown: the answer is then «not found».
 */
import { type DisclosureKind, type DisclosureRole, type DisclosureState, disclosureMatrix, isSeen } from "./matrix.ts"

type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json }

interface Reader {
  readonly role: DisclosureRole
  readonly state: DisclosureState
}

/** Whether anything below the path is shown: an empty list of something hidden is hidden too. */
const leadsToShown = (kind: DisclosureKind, path: string, { role, state }: Reader): boolean =>
  Object.keys(disclosureMatrix[kind]).some((one) => one.startsWith(`${path}.`) && isSeen(kind, one, role, state))

const cut = (value: Json, kind: DisclosureKind, path: string, reader: Reader): Json | undefined => {
  if (path !== "" && isSeen(kind, path, reader.role, reader.state)) return value
  if (path !== "" && !leadsToShown(kind, path, reader)) return undefined
  if (Array.isArray(value)) return value.flatMap((one) => cut(one, kind, path, reader) ?? [])
  if (value === null || typeof value !== "object") return undefined
  const shown = Object.entries(value).flatMap(([key, inner]) => {
    const kept = cut(inner, kind, path === "" ? key : `${path}.${key}`, reader)
    return kept === undefined ? [] : [[key, kept] as const]
  })
  return shown.length === 0 ? undefined : Object.fromEntries(shown)
}

/** `document`: as encoded by its schema. */
export const disclosed = (kind: DisclosureKind, document: Json, reader: Reader): Json | null =>
  cut(document, kind, "", reader) ?? null
