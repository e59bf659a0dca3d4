// STYRK-08 codes find their group and, where the law regulates the profession, the authority: each hit beside its near miss.
import { expect, test } from "vitest"
import {
  findOccupation,
  navGroupNames,
  occupationGroupOf,
  occupations,
  regulatedOccupations,
  regulationOf,
  StyrkCode
} from "../../src/domain/Occupation.ts"
import { occupationGroups } from "../../src/domain/OccupationGroup.ts"

const code = (digits: string) => StyrkCode.make(digits)

test("all 407 occupations of the standard, each once, every group represented", () => {
  expect(new Set(occupations.map((occupation) => occupation.code)).size).toBe(407)
  expect(occupations.reduce((sum, { employed }) => sum + employed, 0)).toBe(2_863_317)
  expect(new Set(occupations.map(({ group }) => group))).toEqual(new Set(occupationGroups))
  expect(new Set(Object.values(navGroupNames)).size).toBe(occupationGroups.length)
})

test("titles in Norwegian and English, without the producer's broken apostrophe", () => {
  expect(findOccupation(code("2223"))).toEqual({
    code: "2223",
    title: { nb: "Sykepleiere", en: "Nurses" },
    group: "health-care",
    employed: 60_112
  })
  expect(findOccupation(code("5312"))?.title.en).toBe("Teachers’ aides")
})

test.each([
  ["2223", "health-care", "Helsedirektoratet"],
  ["5321", "health-care", "Helsedirektoratet"],
  ["5322", "health-care", undefined],
  ["2635", "health-care", undefined],
  ["2634", "academic", "Helsedirektoratet"],
  ["2342", "education", "Direktoratet for høyere utdanning og kompetanse (HK-dir)"],
  ["5311", "childcare-youth", undefined],
  ["7411", "construction", "Direktoratet for samfunnssikkerhet og beredskap (DSB)"],
  ["7115", "construction", undefined],
  ["5165", "education", "Statens vegvesen"],
  ["8332", "travel-transport", undefined],
  ["2611", "academic", "Tilsynsrådet for advokatvirksomhet"],
  ["9112", "service-other", undefined],
  ["0000", "none", undefined]
])("%s is in %s, recognised by %s", (digits, group, authority) => {
  expect(occupationGroupOf(code(digits))).toBe(group)
  expect(regulationOf(code(digits))).toBe(authority)
})

test("a code outside the standard is unknown", () => {
  expect(occupationGroupOf(code("9999"))).toBeUndefined()
  expect(findOccupation(code("9999"))).toBeUndefined()
  expect(regulationOf(code("9999"))).toBeUndefined()
})

test("every regulated occupation is in the standard, under one authority", () => {
  for (const regulated of regulatedOccupations.keys()) expect(findOccupation(regulated)).toBeDefined()
  expect(regulatedOccupations.size).toBe(46)
})
