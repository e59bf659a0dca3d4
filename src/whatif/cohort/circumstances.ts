/** What a household as a whole may bring: family expected later (S18), a reason for protection (S3), a minor's care (S9). */
import { addDays, type IsoDate } from "../../domain/IsoDate.ts"
import type { Background } from "./composition.ts"
import type { HouseholdEncoded } from "./encoded.ts"
import type { Geography } from "./Geography.ts"
import type { Heard } from "./hearing.ts"
import { chances, margins } from "./margins.ts"
import { said } from "./provenance.ts"
import { deal } from "./quota.ts"
import type { Random } from "./random.ts"
import type { Routed } from "./routes.ts"

export type Circumstances = Partial<Pick<HouseholdEncoded, "reunification" | "protection" | "minor">>

export const circumstancesOf = (
  households: ReadonlyArray<Routed>,
  heard: ReadonlyMap<Routed, Heard>,
  geography: Geography,
  date: IsoDate,
  random: Random
): Map<Routed, Circumstances> => {
  const expected = dealReunification(households, random)
  const protectedBy = deal(
    households.filter((household) => household.shape.kind !== "minor"),
    margins.protection.shares,
    random
  )
  return new Map(
    households.map((household) => {
      const status = expected.get(household) ?? "no"
      const kind = protectedBy.get(household) ?? "none"
      const circumstances: Circumstances = {
        ...(status === "no" ? {} : { reunification: reunification(status, date, random) }),
        ...(kind === "none"
          ? {}
          : {
              protection: {
                kind,
                awayFrom: [geography.town(random).code],
                provenance: said("stated", household, heard.get(household)?.interviewOn, random)
              }
            }),
        ...(household.careForm === undefined
          ? {}
          : { minor: minorCase(household.careForm, household.waited, date, random) })
      }
      return [household, circumstances]
    })
  )
}

const dealReunification = (households: ReadonlyArray<Routed>, random: Random) => {
  const singles = (background: Background) =>
    households.filter(
      ({ fixed, shape }) => shape.kind === "single" && shape.background === background && fixed === undefined
    )
  const few = chances.ukraineReunification
  return new Map([
    ...deal(singles("other"), margins.reunification.shares, random),
    ...deal(singles("ukraine"), { no: 1 - few, applied: few, granted: 0 }, random)
  ])
}

const reunification = (status: "applied" | "granted", date: IsoDate, random: Random) => ({
  persons: random.between(1, 5),
  status,
  expectedBy: addDays(date, random.between(60, 420))
})

/** Second best is the other supported form; the guardian of a few is not informed yet. */
const minorCase = (
  careForm: NonNullable<Routed["careForm"]>,
  waited: number,
  date: IsoDate,
  random: Random
): NonNullable<HouseholdEncoded["minor"]> => {
  const on = addDays(date, -random.between(0, waited))
  return {
    responsibleBody: careForm === "foster-home" ? "Bufetat" : "IMDi",
    careForms: [careForm, careForm === "shared-housing" ? "supported-housing" : "shared-housing"],
    ...(random.next() < chances.guardianInformed ? { guardianInformedOn: on } : {}),
    provenance: { source: "verified", date: on }
  }
}
