import { Schema } from "effect"
import fc from "fast-check"
import { expect, test } from "vitest"
import type { Household } from "../../../src/domain/Household.ts"
import { IsoDate } from "../../../src/domain/IsoDate.ts"
import type { Person } from "../../../src/domain/Person.ts"
import { Round } from "../../../src/domain/Round.ts"
import { hasHostMunicipality } from "../../../src/domain/Route.ts"
import { generateCohort } from "../../../src/whatif/cohort/generate.ts"
import { cohort, date, municipalities } from "./norway.ts"

const bytes = (persons: number, seed: number): string => JSON.stringify(cohort(persons, seed))
const byCode = new Map(municipalities.map((one) => [one.code, one]))

test("the same seed gives the same bytes, another seed another cohort", () => {
  expect(bytes(300, 5)).toBe(bytes(300, 5))
  expect(bytes(300, 5)).not.toBe(bytes(300, 6))
})

test("the order of the municipalities does not matter", () => {
  const request = { persons: 200, seed: 3, date, nextRound: IsoDate.make("2024-12-20") }
  const backwards = generateCohort({ ...request, municipalities: [...municipalities].reverse() })
  expect(backwards).toEqual(generateCohort({ ...request, municipalities }))
})

const ages = (members: ReadonlyArray<Person>): ReadonlyArray<number> => members.map((member) => member.ageOn(date))

/** Roles, generations and degrees that no real household could have. */
const impossible = ({ members, minor }: Household): ReadonlyArray<string> => {
  const children = ages(members.filter((member) => member.role === "child"))
  const adults = ages(members.filter((member) => member.role === "adult"))
  const degreeAt = (member: Person): boolean =>
    (member.competence?.highestEducation?.level ?? 0) < 6 || member.ageOn(date) >= 22
  return [
    ...(children.every((age) => age >= 0 && age < 18) ? [] : ["a child of 18 or more"]),
    ...(adults.every((age) => age >= 18 && age < 100) ? [] : ["an adult under 18"]),
    ...(minor === undefined || (members.length === 1 && children.length === 1) ? [] : ["a minor with company"]),
    ...(minor !== undefined || adults.length > 0 ? [] : ["children without adults"]),
    ...(children.length === 0 || adults.length === 0 || Math.max(...adults) >= Math.max(...children) + 18
      ? []
      : ["a parent too young"]),
    ...(members.every(degreeAt) ? [] : ["a degree before 22"])
  ]
}

/** Days that would have to come in another order. */
const outOfOrder = (household: Household): ReadonlyArray<string> => {
  const { hearing, members, permitOn } = household
  const releases = members.flatMap((member) => member.healthNeeds.flatMap((need) => need.release ?? []))
  const said = members.flatMap((member) => [
    ...(member.competence?.education ?? []).map((entry) => entry.provenance.date),
    ...member.healthNeeds.map((need) => need.provenance.date),
    ...member.ties.map((tie) => tie.provenance.date),
    ...(member.schooling === undefined ? [] : [member.schooling.attendedSince])
  ])
  return [
    ...(permitOn <= date ? [] : ["permit to come"]),
    ...(hearing.interviewOn === undefined || (hearing.interviewOn >= permitOn && hearing.interviewOn <= date)
      ? []
      : ["interview"]),
    ...(said.every((day) => day <= date) ? [] : ["said later"]),
    ...(releases.every(({ releasedOn, withdrawnOn }) => releasedOn <= date && (withdrawnOn ?? date) >= releasedOn)
      ? []
      : ["release"])
  ]
}

test("any seed and size gives a round that could be real, and is synthetic throughout", () => {
  fc.assert(
    fc.property(fc.integer({ min: 50, max: 2000 }), fc.nat(), (persons, seed) => {
      const round = Schema.decodeUnknownSync(Round)(cohort(persons, seed).round)
      const { households } = round
      const members = households.flatMap((one) => one.members)
      expect(Math.abs(members.length - persons)).toBeLessThanOrEqual(2)
      expect(new Set(households.map((one) => one.id)).size).toBe(households.length)
      expect(new Set(households.map((one) => one.id.length)).size).toBe(1)
      expect(new Set(members.map((one) => one.id)).size).toBe(members.length)
      expect(new Set(members.map((one) => one.duf.number)).size).toBe(members.length)
      expect(members.every((one) => one.duf._tag === "synthetic")).toBe(true)
      expect(round.synthetic).toBe(true)
      expect(households.flatMap(impossible)).toEqual([])
      expect(households.flatMap(outOfOrder)).toEqual([])
      expect(households.filter((one) => one.isStrictlyConfidential)).toEqual([])
    }),
    { numRuns: 40 }
  )
})

test("ties between households go both ways, and to someone else", () => {
  const { households } = Schema.decodeUnknownSync(Round)(cohort(3000, 2).round)
  const ties = households.flatMap((household) =>
    household.members.flatMap(({ ties }) =>
      ties.flatMap(({ to }) => (to._tag === "household" ? [`${household.id} ${to.id}`] : []))
    )
  )
  expect(ties.length).toBeGreaterThan(0)
  for (const tie of ties) {
    const [from, to] = tie.split(" ")
    expect(ties).toContain(`${to} ${from}`)
    expect(from).not.toBe(to)
  }
})

test("whoever lives in a centre lives in a municipality that has one, and transferred persons live nowhere in Norway", () => {
  const { households } = Schema.decodeUnknownSync(Round)(cohort(3000, 2).round)
  for (const { hostMunicipality, route } of households) {
    expect(hostMunicipality !== undefined).toBe(hasHostMunicipality(route))
    if (
      ["reception-centre", "integration-centre", "collective-protection"].includes(route) &&
      hostMunicipality !== undefined
    ) {
      expect(byCode.get(hostMunicipality)?.facts["reception-centre-persons"]?.value).toBeGreaterThan(0)
    }
  }
})
