/**
 * Makes the file of a household for the day it is read: a release withdrawn yesterday is gone today (S22). The matrix then
 * decides which of it each role sees; this one decides what there is.
 */
import type { Household } from "../../domain/Household.ts"
import { IsoDate } from "../../domain/IsoDate.ts"
import { isReleasedToMunicipality } from "../../domain/Need.ts"
import type { Person } from "../../domain/Person.ts"
import { type MatchingFacts, needFacts, requiredConfirmations } from "../answer/requiredConfirmations.ts"
import type { FileDisclosure } from "./FileDisclosure.ts"

type Member = FileDisclosure["members"][number]

/** tilskudd ved alvorlig, kjent funksjonsnedsettelse: to be applied for within fourteen months of settlement. */
const monthsToApply = 14

/** The last day to apply for T1 and T2, for the receipt of a settled person. The last of the month where the day is missing. */
export const grantDeadline = (settledOn: IsoDate): IsoDate => {
  const [year, month, day] = settledOn.split("-").map(Number) as [number, number, number]
  const lastDay = new Date(Date.UTC(year, month + monthsToApply, 0))
  const deadline = new Date(Date.UTC(year, month - 1 + monthsToApply, Math.min(day, lastDay.getUTCDate())))
  return IsoDate.make(deadline.toISOString().slice(0, 10))
}

const competenceOf = ({ competence }: Person): Member["competence"] =>
  competence === undefined
    ? null
    : {
        education: competence.education,
        work: competence.work,
        norwegian: competence.norwegian,
        track: competence.track ?? null,
        plan: competence.plan,
        results: competence.results
      }

const memberOf = (person: Person, on: IsoDate): Member => {
  const released = person.healthNeeds.filter((need) => isReleasedToMunicipality(need, on))
  const { contract, schooling } = person
  return {
    id: person.id,
    duf: person.duf.number,
    birthDate: person.birthDate,
    role: person.role,
    language: person.language,
    needsInterpreter: person.needsInterpreter,
    competence: competenceOf(person),
    contract:
      contract === undefined
        ? null
        : { municipality: contract.municipality, occupation: contract.occupation, startsOn: contract.startsOn },
    school:
      schooling === undefined ? null : { municipality: schooling.municipality, attendedSince: schooling.attendedSince },
    housingNeeds: person.housingNeeds,
    needs: released.map(({ service, strength }) => ({ service, strength })),
    grant: released.some((need) => need.complex) ? { schemes: ["T1", "T2"], monthsToApply } : null
  }
}

/** Null for a strictly confidential address: its file goes another way (S3). */
export const fileDisclosure = (household: Household, on: IsoDate, matching: MatchingFacts): FileDisclosure | null => {
  if (household.isStrictlyConfidential) return null
  const { members, minor, reunification } = household
  const [head, ...others] = members
  return {
    format: "treff-file/1",
    household: household.id,
    route: household.route,
    livesIn: household.hostMunicipality ?? null,
    members: [memberOf(head, on), ...others.map((member) => memberOf(member, on))],
    minor:
      minor === undefined
        ? null
        : {
            responsibleBody: minor.responsibleBody,
            careForms: minor.careForms,
            guardianInformedOn: minor.guardianInformedOn ?? null
          },
    reunification:
      reunification === undefined ? null : { ...reunification, expectedBy: reunification.expectedBy ?? null },
    shielded: household.protection !== undefined,
    confirmations: requiredConfirmations(needFacts(household, on, matching))
  }
}
