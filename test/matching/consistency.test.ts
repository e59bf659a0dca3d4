// Feature under test: a round is checked before anything is scored. Every fault is a finding of its own, and no finding names
// a strictly confidential household.
import { describe, expect, test } from "vitest"
import type { Household } from "../../src/domain/Household.ts"
import { MunicipalityCode } from "../../src/domain/MunicipalityCode.ts"
import { Round } from "../../src/domain/Round.ts"
import { checkRound, type Mode } from "../../src/matching/consistency.ts"
import {
  codeOf,
  competence,
  everywhere,
  fileOf,
  household,
  type Known,
  minorCase,
  type Name,
  person,
  type RoundInput,
  roundOf,
  said,
  tie
} from "../support/world.ts"

const elsewhere = MunicipalityCode.make("9999")
const alone = (id: string, known: Parameters<typeof household>[1] = {}) => household(person(30), { ...known, id })
const found = (households: ReadonlyArray<Household>, known: RoundInput = {}, file = fileOf(), mode: Mode = "demo") =>
  checkRound(roundOf(households, known), file, mode).map(({ code, field, severity }) => `${severity} ${code}: ${field}`)
const free = (known: Known["free"]) => fileOf({ Ask: { free: known ?? {} } })

test("a sound round has no findings", () => {
  expect(found([alone("H-1"), alone("H-2")])).toEqual([])
})

describe("ids", () => {
  test("a household twice is also its members twice", () => {
    expect(found([alone("H-1"), alone("H-1")])).toEqual([
      "error duplicate-household: households",
      "error duplicate-person: households.members"
    ])
  })
  test("a person in two households", () => {
    const twice = [household(person(30, { id: "P" }), { id: "H-1" }), household(person(30, { id: "P" }), { id: "H-2" })]
    expect(found(twice)).toEqual(["error duplicate-person: households.members"])
  })
  test("a municipality with two capacities", () => {
    const round = roundOf([alone("H-1")], { places: { Ask: 1 } })
    const twice = new Round({ ...round, capacities: [...round.capacities, ...round.capacities] })
    expect(checkRound(twice, fileOf(), "demo").map((one) => one.code)).toEqual(["duplicate-capacity"])
  })
})

test("a tie to a household the round does not have is said, and stops nothing", () => {
  const tied = (id: string, to: string) => household(person(30, { ties: [tie("spouse", { household: to })] }), { id })
  expect(found([tied("H-1", "H-2"), tied("H-2", "H-9")])).toEqual(["warning unknown-tie: household H-2"])
})

describe("numbers", () => {
  const real = household(person(30, { duf: { _tag: "real", number: "201017238203" } }))
  test.each([
    ["synthetic in demo", alone("H-1"), "demo", []],
    ["real in production", real, "production", []],
    ["real in demo", real, "demo", ["error duf-kind: households.members.duf"]],
    ["synthetic in production", alone("H-1"), "production", ["error duf-kind: households.members.duf"]]
  ] as const)("%s", (_, one, mode, findings) => {
    expect(found([one], {}, fileOf(), mode)).toEqual(findings)
  })
  test("the message says how many and where, and holds no number", () => {
    const [finding] = checkRound(roundOf([real]), fileOf(), "demo")
    expect(finding?.message).toContain("1 real DUF number(s), the first at person H-1.1")
    expect(finding?.message).toContain("real persons belong in TREFF_MODE=production")
    expect(finding?.message).not.toContain("201017238203")
    expect(checkRound(roundOf([alone("H-1")]), fileOf(), "production")[0]?.message).toContain("TREFF_MODE=demo")
  })
})

describe("municipalities that do not exist", () => {
  const unknown = (one: Household) => found([one])
  const expected = ["error unknown-municipality: household H-1"]
  const begun = competence({ plan: [{ kind: "job", municipality: elsewhere, provenance: said() }] })
  const contract = {
    municipality: elsewhere,
    occupation: "7115",
    signedOn: "2024-11-01",
    startsOn: "2025-01-02",
    provenance: said()
  }
  test.each([
    ["host", alone("H-1", { hostMunicipality: elsewhere })],
    ["agreed", alone("H-1", { route: "agreed-self-settlement", fixedMunicipality: elsewhere })],
    ["protection", alone("H-1", { protection: { kind: "violence", awayFrom: [elsewhere], provenance: said() } })],
    [
      "tie",
      household(person(30, { ties: [{ ...tie("sibling", "Ask"), to: { _tag: "municipality", code: elsewhere } }] }))
    ],
    [
      "wish",
      household(person(30, { wishes: [{ place: { _tag: "municipality", code: elsewhere }, provenance: said() }] }))
    ],
    ["contract", household(person(30, { contract }))],
    [
      "school",
      household(person(9, { schooling: { municipality: elsewhere, attendedSince: "2024-01-08", provenance: said() } }))
    ],
    ["plan", household(person(30, { competence: begun }))]
  ])("%s", (_, one) => {
    expect(unknown(one)).toEqual(expected)
  })
  test("in capacities and choices, each by its place in the round", () => {
    const round = roundOf([alone("H-1")], { places: { Ask: 1 }, locks: [["H-1", "Ask"]] })
    const choice = [{ household: alone("H-1").id, municipality: elsewhere }]
    const wrong = new Round({
      ...round,
      capacities: [...round.capacities, { municipality: elsewhere, places: 1 }],
      locks: choice,
      forbids: [...round.locks, ...choice],
      announced: choice
    })
    expect(checkRound(wrong, fileOf(), "demo").map((one) => `${one.code}: ${one.field}`)).toEqual([
      "unknown-municipality: capacities[1].municipality",
      "unknown-municipality: locks[0].municipality",
      "unknown-municipality: forbids[1].municipality",
      "unknown-municipality: announced[0].municipality",
      "lock-and-forbid: locks"
    ])
  })
})

describe("references", () => {
  test("choices about households that are not in the round", () => {
    const known: RoundInput = {
      locks: [["X", "Ask"]],
      forbids: [
        ["X", "Ask"],
        ["H-1", "Ask"]
      ],
      announced: [["X", "Bjerk"]],
      protectedPairs: [["H-1", "X"]]
    }
    expect(found([alone("H-1")], known)).toEqual([
      "error unknown-household: locks",
      "error unknown-household: forbids",
      "error unknown-household: announced",
      "error unknown-household: protectedPairs",
      "error lock-and-forbid: locks"
    ])
  })
  test("agreed self-settlement names its municipality", () => {
    expect(found([alone("H-1", { route: "agreed-self-settlement" })])).toEqual([
      "error no-agreed-municipality: household H-1"
    ])
    expect(found([alone("H-1", { route: "agreed-self-settlement", fixedMunicipality: codeOf("Ask") })])).toEqual([])
  })
})

describe("capacities", () => {
  const minorPlaces = [{ form: "foster-home" as const, places: 3 }]
  test.each([
    ["minimum as high as the places", fileOf(), { places: 5, minimum: 5 }, []],
    ["minimum above the places", fileOf(), { places: 5, minimum: 6 }, ["error minimum-above-places: 1001"]],
    ["no vedtak", free({ decided: null }), { places: 1 }, ["warning not-decided: 1001"]],
    ["no vedtak, asked", free({ decided: null }), { places: 5, askable: true }, []],
    ["no vedtak, nothing given", free({ decided: null }), { places: 0 }, []],
    ["all that is free", free({ decided: 8 }), { places: 5, minorPlaces }, []],
    [
      "one more than is free, minors among them",
      free({ decided: 7 }),
      { places: 5, minorPlaces },
      ["warning above-free-places: 1001"]
    ],
    ["nothing free and nothing given", free({ decided: 5, settled: 5 }), { places: 0 }, []],
    [
      "more promised than decided (S10)",
      free({ decided: 5, settled: 6 }),
      { places: 0 },
      ["warning negative-free-places: 1001"]
    ]
  ])("%s", (_, file, capacity, findings) => {
    expect(found([alone("H-1")], { places: { Ask: capacity } }, file)).toEqual(findings)
  })
  test("several faults of one municipality are several findings", () => {
    expect(
      found([alone("H-1")], { places: { Ask: { places: 5, minimum: 6 } } }, free({ decided: 5, settled: 6 }))
    ).toEqual([
      "error minimum-above-places: 1001",
      "warning negative-free-places: 1001",
      "warning above-free-places: 1001"
    ])
    expect(found([alone("H-1")], { places: { Ask: { places: 5, minimum: 6 } } }, free({ decided: null }))).toEqual([
      "error minimum-above-places: 1001",
      "warning not-decided: 1001"
    ])
  })
})

describe("choices", () => {
  test("two locks, and a lock against a forbid", () => {
    const locks = [
      ["H-1", "Ask"],
      ["H-1", "Bjerk"]
    ] as const
    expect(found([alone("H-1")], { locks })).toEqual(["error two-locks: locks"])
    expect(found([alone("H-1")], { locks: [["H-1", "Ask"]], forbids: [["H-1", "Ask"]] })).toEqual([
      "error lock-and-forbid: locks"
    ])
    expect(found([alone("H-1")], { locks: [["H-1", "Ask"]], forbids: [["H-1", "Bjerk"]] })).toEqual([])
  })
})

describe("dwellings", () => {
  const rooms = (count: number): Known => ({
    declares: { dwellings: [{ rooms: count, stepFree: false, count: 1, availableFrom: "2024-12-01" }] }
  })
  const six = household(Array.from({ length: 6 }, () => person(30))) // five rooms
  test("a household no declared dwelling is large enough for", () => {
    expect(found([six], {}, fileOf(everywhere(rooms(4))))).toEqual(["warning no-dwelling-large-enough: household H-1"])
    expect(found([six], {}, fileOf(everywhere(rooms(5))))).toEqual([])
  })
  test("as long as one municipality has declared nothing, nobody knows", () => {
    expect(found([six], {}, fileOf({ ...everywhere(rooms(4)), Hegg: {} }))).toEqual([])
  })
  test("minors live in care forms", () => {
    const minors = household(
      Array.from({ length: 6 }, () => person(15)),
      { minor: minorCase("shared-housing") }
    )
    expect(found([minors], {}, fileOf(everywhere(rooms(1))))).toEqual([])
  })
})

test("no finding names a strictly confidential household, whatever is wrong with it", () => {
  const hidden = household(
    Array.from({ length: 9 }, () => person(30, { duf: { _tag: "real", number: "201017238203" } })),
    {
      id: "HIDDEN",
      hostMunicipality: elsewhere,
      route: "agreed-self-settlement",
      protection: { kind: "strictly-confidential", awayFrom: [elsewhere], provenance: said() }
    }
  )
  const known: RoundInput = {
    locks: [
      ["HIDDEN", "Ask"],
      ["HIDDEN", "Bjerk"]
    ],
    forbids: [["HIDDEN", "Ask"]],
    announced: [["HIDDEN", "Ask"]],
    protectedPairs: [["HIDDEN", "H-1"]]
  }
  const small = fileOf(everywhere({ declares: { dwellings: [] } }))
  const findings = checkRound(roundOf([hidden, hidden, alone("H-1")], known), small, "demo")
  expect(JSON.stringify(findings)).not.toContain("HIDDEN")
  expect(findings.map((one) => one.field)).toEqual(["households.members.duf", "household H-1"])
})

test("several faults are several findings", () => {
  const households = [
    alone("H-1", { hostMunicipality: elsewhere, route: "agreed-self-settlement" }),
    alone("H-2"),
    alone("H-2")
  ]
  const names: ReadonlyArray<Name> = ["Ask", "Bjerk"]
  expect(
    found(
      households,
      { places: { Ask: { places: 1, minimum: 2 } }, locks: names.map((name) => ["H-2", name] as const) },
      fileOf(),
      "production"
    )
  ).toEqual([
    "error duplicate-household: households",
    "error duplicate-person: households.members",
    "error duf-kind: households.members.duf",
    "error unknown-municipality: household H-1",
    "error no-agreed-municipality: household H-1",
    "error minimum-above-places: 1001",
    "error two-locks: locks"
  ])
})

test("a protected pair across the lanes is said aloud; within a lane it is the solver's", () => {
  const minor = household(person(16), { id: "H-2", minor: minorCase("foster-home") })
  expect(found([alone("H-1"), minor], { protectedPairs: [["H-1", "H-2"]] })).toEqual([
    "warning pair-across-lanes: protectedPairs"
  ])
  expect(found([alone("H-1"), alone("H-2")], { protectedPairs: [["H-1", "H-2"]] })).toEqual([])
})
