/** NAV's fifteen occupation groups: the level at which job seekers and vacancies are published by county (S14). */
import { Schema } from "effect"

export const occupationGroups = [
  "management",
  "engineering-ict",
  "education",
  "academic",
  "health-care",
  "childcare-youth",
  "brokers-consultants",
  "office",
  "sales",
  "agriculture-fishing",
  "construction",
  "manufacturing",
  "travel-transport",
  "service-other",
  "none"
] as const

export const OccupationGroup = Schema.Literals(occupationGroups).annotate({
  identifier: "OccupationGroup",
  description: "NAV occupation group; `none` = no occupational background or not stated"
})
export type OccupationGroup = typeof OccupationGroup.Type
