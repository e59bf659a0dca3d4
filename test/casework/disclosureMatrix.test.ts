// Feature under test: the golden field matrix (S23, A8). Every document, walked through every role and every state.
import { Schema } from "effect"
import { expect, test } from "vitest"
import { disclosed } from "../../src/casework/disclosure/disclosed.ts"
import { FileDisclosure, FileMember } from "../../src/casework/disclosure/FileDisclosure.ts"
import { fileDisclosure } from "../../src/casework/disclosure/makeFile.ts"
import { requestDisclosure } from "../../src/casework/disclosure/makeRequest.ts"
import {
  type DisclosureKind,
  disclosureKinds,
  disclosureMatrix,
  disclosureRoles,
  disclosureStates,
  isSeen
} from "../../src/casework/disclosure/matrix.ts"
import { RequestDisclosure } from "../../src/casework/disclosure/RequestDisclosure.ts"
import { Forecast, ForecastQuarter } from "../../src/casework/forecast/Forecast.ts"
import { forecastFrom } from "../../src/casework/forecast/forecastFrom.ts"
import { codeOf, roundDate } from "../support/world.ts"
import { matching, rich } from "./disclosureHouseholds.ts"

const forecast = forecastFrom({
  municipality: codeOf("Ask"),
  months: ["2024-11"],
  runs: [
    Array.from({ length: 6 }, () => ({
      simulated: true as const,
      municipality: codeOf("Ask"),
      household: rich(),
      on: roundDate
    }))
  ],
  agreedNotArrived: 3,
  lastYear: { year: 2023, numbers: 40, inside: 33 }
})

type Document = Parameters<typeof disclosed>[1]
const documents: Readonly<Record<DisclosureKind, Document>> = {
  forecast: Schema.encodeSync(Forecast)(forecast) as Document,
  request: Schema.encodeSync(RequestDisclosure)(requestDisclosure(rich(), roundDate, matching)!) as Document,
  file: Schema.encodeSync(FileDisclosure)(fileDisclosure(rich(), roundDate, matching)!) as Document
}

/** Every field, once, by its path: a list of documents inside a document has the paths of its entries. */
const fieldsOf = (kind: DisclosureKind, value: Document | null, path = ""): ReadonlyArray<string> => {
  if (path !== "" && path in disclosureMatrix[kind]) return [path]
  if (Array.isArray(value)) return [...new Set(value.flatMap((one) => fieldsOf(kind, one, path)))]
  if (value === null || typeof value !== "object") return path === "" ? [] : [path]
  return Object.entries(value).flatMap(([key, inner]) => fieldsOf(kind, inner, path === "" ? key : `${path}.${key}`))
}

test.each(disclosureKinds)("the matrix names every field of the %s and no other", (kind) => {
  expect([...fieldsOf(kind, documents[kind])].sort()).toEqual(Object.keys(disclosureMatrix[kind]).sort())
})

test("the documents the matrix was walked with have every field of their schemas", () => {
  const inside = (name: string, fields: object) => Object.keys(fields).map((key) => `${name}.${key}`)
  const named = {
    forecast: [
      ...Object.keys(Forecast.fields).filter((key) => !["quarters", "months"].includes(key)),
      ...inside("quarters", ForecastQuarter.fields),
      ...inside("months", { period: 0, persons: 0 })
    ],
    request: Object.keys(RequestDisclosure.fields),
    file: [
      ...Object.keys(FileDisclosure.fields).filter((key) => key !== "members"),
      ...inside("members", FileMember.fields)
    ]
  }
  for (const kind of disclosureKinds) expect(named[kind].sort()).toEqual(Object.keys(disclosureMatrix[kind]).sort())
})

const cells = disclosureKinds.flatMap((kind) =>
  disclosureRoles.flatMap((role) => disclosureStates.map((state) => ({ kind, role, state })))
)

test.each(cells)("$kind as $role, $state: the keys are those of the matrix", ({ kind, role, state }) => {
  const shown = Object.keys(disclosureMatrix[kind]).filter((path) => isSeen(kind, path, role, state))
  const document = disclosed(kind, documents[kind], { role, state })
  expect([...fieldsOf(kind, document)].sort()).toEqual(shown.sort())
  expect(document === null).toBe(shown.length === 0)
})

// The matrix in words, written a second time by hand: a slip of the pen in the data is found here.
const nobodyAt = (kind: DisclosureKind, roles: ReadonlyArray<string>, states: ReadonlyArray<string>): boolean =>
  Object.keys(disclosureMatrix[kind]).every((path) =>
    disclosureRoles.every((role) =>
      disclosureStates.every(
        (state) => !(roles.includes(role) && states.includes(state)) || !isSeen(kind, path, role, state)
      )
    )
  )
const municipality = ["municipality-read", "municipality-write", "municipality-admin"]
const closed = ["declined", "expired", "withdrawn"]

test("a request closes for the municipality on a no, on expiry and on withdrawal", () => {
  expect(nobodyAt("request", [...municipality, "county-write"], closed)).toBe(true)
})

test("a file is nobody's before the yes, and never a county's", () => {
  expect(nobodyAt("file", [...disclosureRoles], ["forecast", "open", ...closed])).toBe(true)
  expect(nobodyAt("file", ["county-write"], [...disclosureStates])).toBe(true)
})

test("the possible grant is for municipality-write alone, health for those who work with the household", () => {
  const readers = (path: string) => disclosureRoles.filter((role) => isSeen("file", path, role, "accepted"))
  expect(readers("members.grant")).toEqual(["municipality-write"])
  expect(readers("members.needs")).toEqual(["municipality-write", "imdi-officer"])
  expect(readers("confirmations")).toEqual(["municipality-write", "imdi-officer"])
})

test("a county reads how many school places are asked for, and when", () => {
  const read = Object.keys(disclosureMatrix.request).filter((path) => isSeen("request", path, "county-write", "open"))
  expect(read).toEqual(["format", "moveWindow", "schoolPlaces"])
})

test("a field nobody has decided about is shown to nobody", () => {
  const more = { ...(documents.file as object), passport: "N-1", members: [{ id: "P-1", phone: "1" }] }
  for (const role of disclosureRoles) {
    const text = JSON.stringify(disclosed("file", more, { role, state: "accepted" }))
    expect(text).not.toContain("passport")
    expect(text).not.toContain("phone")
  }
})
