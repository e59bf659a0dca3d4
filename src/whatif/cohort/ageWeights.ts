/** How often each year of age occurs: the published bands by year, and Treff's assumptions where a band says too little. */
import type { CareForm } from "../../domain/CareForm.ts"
import type { Background } from "./composition.ts"
import { chances, margins } from "./margins.ts"

const ukraineAge = margins["ukraine-age"].shares
const otherAge = margins["other-adult-age"].shares
const over55Ukraine =
  margins["ukraine-sex-age"].shares["male-over-55"] + margins["ukraine-sex-age"].shares["female-over-55"]

/** Of a hundred persons from Ukraine: the unaccompanied minors who are 16 or 17, and those who are younger. */
const forms = margins["care-form"].shares
const minorsOf100 = margins["ukraine-household"].shares.minor
const olderMinors = (minorsOf100 * (forms["supported-housing"] + (forms["shared-housing"] * 2) / 3)) / 100

/** Share of persons per year of age, children in families: the published bands less the unaccompanied minors. */
export const childWeight = (age: number): number => {
  if (age < 6) return ukraineAge["0-5"] / 6
  if (age < 16) return (ukraineAge["6-15"] - (minorsOf100 - olderMinors)) / 10
  return (ukraineAge["16-19"] * chances.under18Of16To19 - olderMinors) / 2
}

export const youngAdultWeight = (background: Background, age: number): number => {
  if (background === "other") {
    if (age < 25) return otherAge["18-24"] / 7
    if (age < 35) return otherAge["25-34"] / 10
    return age < 45 ? otherAge["35-44"] / 10 : otherAge["45-55"] / 11
  }
  if (age < 20) return (ukraineAge["16-19"] * (1 - chances.under18Of16To19)) / 2
  if (age < 40) return ukraineAge["20-39"] / 20
  return (ukraineAge["40-59"] + ukraineAge["60+"] - over55Ukraine) / 16
}

/** Above 55: what the two published tables leave for 56–59, then falling from 60 on. */
export const olderWeight = (age: number): number =>
  age < 60 ? (over55Ukraine - ukraineAge["60+"]) / 4 : (ukraineAge["60+"] * (88 - age)) / 406

/** The youngest are Bufetat's and go to a foster home. */
export const minorAges: Readonly<Record<CareForm, readonly [number, number]>> = {
  "foster-home": [11, 14],
  "shared-housing": [15, 17],
  "supported-housing": [16, 17]
}
