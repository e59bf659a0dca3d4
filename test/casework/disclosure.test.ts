// Feature under test: what a request and a file tell (S3, S19, S22–S24).
import { Schema } from "effect"
import { describe, expect, test } from "vitest"
import { FileDisclosure } from "../../src/casework/disclosure/FileDisclosure.ts"
import { fileDisclosure, grantDeadline } from "../../src/casework/disclosure/makeFile.ts"
import { requestDisclosure } from "../../src/casework/disclosure/makeRequest.ts"
import { RequestDisclosure } from "../../src/casework/disclosure/RequestDisclosure.ts"
import { Household } from "../../src/domain/Household.ts"
import { IsoDate } from "../../src/domain/IsoDate.ts"
import { household, need, person, roundDate } from "../support/world.ts"
import { matching, rich, richMinor, telling } from "./disclosureHouseholds.ts"

const request = (one: Household) => requestDisclosure(one, roundDate, matching)!
const file = (one: Household) => fileDisclosure(one, roundDate, matching)!
const encodeRequest = Schema.encodeSync(RequestDisclosure)
const encodeFile = Schema.encodeSync(FileDisclosure)

describe("request", () => {
  test("bands and classes of a household that has much to tell", () => {
    expect(request(rich())).toEqual({
      format: "treff-request/1",
      rung: 0,
      lane: "ordinary",
      persons: { from: 2, to: 2 },
      ages: [
        { from: 15, to: 17, persons: 1 },
        { from: 35, to: 39, persons: 1 }
      ],
      dwelling: { rooms: 2, stepFree: true, canGrow: true },
      services: ["dialysis"],
      norwegianLevels: ["A2"],
      norwegianTracks: ["b"],
      education: ["higher"],
      occupations: ["health-care"],
      interpreter: true,
      languages: ["tir"],
      moveWindow: { year: 2025, quarter: 1, month: 1 },
      confirmations: [
        { _tag: "dwelling", rooms: 2, stepFree: true, by: "2025-01-28" },
        { _tag: "same-age-place", places: 1 },
        { _tag: "service", service: "dialysis", by: "2025-04-28" }
      ],
      schoolPlaces: 1,
      afterYes: []
    })
  })

  test("no number, name, day of birth, country, place, protection or word of anybody", () => {
    const text = JSON.stringify(encodeRequest(request(rich())))
    const one = rich()
    const secrets = [
      ...Object.values(telling),
      "violence",
      "female",
      ...one.members.flatMap((m) => [m.duf.number, m.id, m.birthDate])
    ]
    for (const secret of secrets) expect(text).not.toContain(secret)
  })

  test("what nobody may see changes nothing", () => {
    const encode = Schema.encodeSync(Household)
    const other: typeof Household.Encoded = {
      ...encode(rich()),
      id: "H-OTHER",
      hostMunicipality: "2003",
      bestInterests: "Other words"
    }
    const { protection: _, ...open } = other
    const members = open.members.map((one, i) => ({
      ...one,
      id: `P-${i}`,
      sex: "male" as const,
      citizenship: "XZZ",
      origin: "XZZ",
      ties: [],
      wishes: []
    })) as unknown as typeof open.members
    expect(request(Schema.decodeUnknownSync(Household)({ ...open, members }))).toEqual(request(rich()))
  })

  test("a strictly confidential household has neither request nor file; a minor has both", () => {
    for (const kind of ["strictly-confidential", "confidential"] as const) {
      const hidden = rich({ protection: { kind, awayFrom: [], provenance: { source: "verified", date: roundDate } } })
      expect(requestDisclosure(hidden, roundDate, matching)).toBeNull()
      expect(fileDisclosure(hidden, roundDate, matching)).toBeNull()
    }
    expect(request(richMinor())).toMatchObject({ lane: "minors", dwelling: null })
  })

  test("a need without a release for the municipality leaves no trace", () => {
    const { members } = Schema.encodeSync(Household)(rich())
    const quiet = household(
      members.map((one) => ({ ...one, healthNeeds: [] })),
      { reunification: { persons: 2, status: "granted" } }
    )
    const settlement = { releasedBy: "person", scope: "settlement", releasedOn: "2024-10-29" } as const
    const held = household(
      members.map((one) => ({ ...one, healthNeeds: [need("dialysis", { release: settlement })] })),
      { reunification: { persons: 2, status: "granted" } }
    )
    expect(request(held)).toEqual(request(quiet))
  })
})

describe("file", () => {
  test("what the municipality needs, and nothing it does not", () => {
    const text = JSON.stringify(encodeFile(file(rich())))
    for (const needed of ["tir", "2221", "dialysis", rich().members[0].duf.number, rich().members[1]!.birthDate])
      expect(text).toContain(needed)
    const { citizenship, origin, away, wished, relative, legalBasis, view, assessment } = telling
    for (const secret of [
      citizenship,
      origin,
      away,
      wished,
      relative,
      legalBasis,
      view,
      assessment,
      "violence",
      "female"
    ])
      expect(text).not.toContain(secret)
    expect(file(rich()).shielded).toBe(true)
    expect(file(richMinor())).toMatchObject({ shielded: false, minor: { guardianInformedOn: "2024-11-10" } })
  })

  test("a release counts to the day before it is withdrawn; without one there is no need and no grant", () => {
    const ill = (withdrawnOn: string): Household =>
      household(
        person(40, {
          healthNeeds: [
            need("dialysis", {
              complex: true,
              release: {
                releasedBy: "person",
                scope: "settlement-and-municipality",
                releasedOn: "2024-10-29",
                withdrawnOn
              }
            })
          ]
        })
      )
    expect(file(ill("2024-11-30")).members[0]).toMatchObject({
      needs: [{ service: "dialysis", strength: "required" }],
      grant: { schemes: ["T1", "T2"], monthsToApply: 14 }
    })
    expect(file(ill("2024-11-29")).members[0]).toMatchObject({ needs: [], grant: null })
  })

  test("a simple need gives no grant", () => {
    expect(file(household(person(40, { healthNeeds: [need("dialysis")] }))).members[0].grant).toBeNull()
  })

  test.each([
    ["2024-11-29", "2026-01-29"],
    ["2024-12-31", "2026-02-28"],
    ["2022-12-30", "2024-02-29"],
    ["2024-10-31", "2025-12-31"]
  ])("settled %s, to be applied for by %s", (settled, deadline) => {
    expect(grantDeadline(IsoDate.make(settled))).toBe(deadline)
  })
})
