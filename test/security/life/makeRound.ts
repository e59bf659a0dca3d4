/** A round of three households without needs, ready to be published; each life has persons of its own. */
import { Schema } from "effect"
import { syntheticDuf } from "../../../src/domain/Duf.ts"
import type { RoundId } from "../../../src/domain/Ids.ts"
import { Round } from "../../../src/domain/Round.ts"

/** Persons in each household. */
export const sizes = { A: 1, B: 2, C: 1 } as const
export const households = Object.keys(sizes)

const encodedHousehold = (life: number, name: string, persons: number) => ({
  id: name,
  route: "reception-centre",
  permitOn: "2026-05-04",
  members: Array.from({ length: persons }, (_, n) => ({
    id: `${name}${n}`,
    duf: {
      _tag: "synthetic",
      number: syntheticDuf(2026, life * 10 + n + name.charCodeAt(0) - 64 + (name === "C" ? 2 : 0))
    },
    birthDate: "1990-02-28",
    role: "adult",
    sex: "not-stated",
    citizenship: "XXX",
    origin: "XXX",
    language: "tir",
    needsInterpreter: false,
    housingNeeds: [],
    healthNeeds: [],
    ties: [],
    wishes: []
  })),
  hearing: {
    interviewOn: "2026-10-01",
    adultsHeard: Array.from({ length: persons }, (_, n) => `${name}${n}`),
    commentWaived: true,
    adverseInformation: "none"
  },
  roundsHeld: 0
})

export const makeRound = (id: RoundId, life: number): Round =>
  Schema.decodeUnknownSync(Round)({
    format: "treff-round/1",
    id: id,
    name: "Liv",
    synthetic: true,
    date: "2026-11-23",
    nextRound: "2026-11-30",
    seed: 1,
    households: Object.entries(sizes).map(([name, persons]) => encodedHousehold(life, name, persons)),
    capacities: [],
    locks: [],
    forbids: [],
    protectedPairs: [],
    announced: []
  })
