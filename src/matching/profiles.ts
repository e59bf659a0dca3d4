/** The two shipped profiles. Officers use them as they are; analysts write their own as `treff-profile/1` files. */
import { Schema } from "effect"
import { Profile } from "../domain/Profile.ts"

const decode = Schema.decodeSync(Profile)
const source = "Treff's starting point for IMDi's decision; shares follow the order of integreringsloven § 13 and S12"

export const standardProfile = decode({
  format: "treff-profile/1",
  id: "standard",
  name: "Standard",
  lane: "ordinary",
  validFrom: "2024-11-29",
  source,
  purposes: { work: 30, education: 20, "health-dwelling": 15, "family-children": 20, "continuity-wishes": 25 },
  criteria: {
    "occupation-match": 100,
    "recognition-path": 30,
    "labour-market": 80,
    "education-path": 50,
    "norwegian-track": 50,
    "childcare-school": 60,
    "same-age-school": 60,
    "primary-care": 25,
    "specialist-care": 35,
    "dwelling-room": 40,
    interpreter: 35,
    ties: 80,
    "school-continuity": 50,
    relations: 20,
    "qualification-continuity": 40,
    contract: 100,
    "own-wish": 40,
    "introduction-results": 0,
    "first-settled": 0
  }
})

/** Care, family, school and health; nothing about work (S9). */
export const minorsProfile = decode({
  format: "treff-profile/1",
  id: "minors",
  name: "Enslige mindreårige",
  lane: "minors",
  validFrom: "2024-11-29",
  source: "S9: siblings and relatives, school with peers, health, continuity, the child's view",
  purposes: { work: 0, education: 25, "health-dwelling": 25, "family-children": 30, "continuity-wishes": 20 },
  criteria: {
    "occupation-match": 0,
    "recognition-path": 0,
    "labour-market": 0,
    "education-path": 0,
    "norwegian-track": 0,
    "childcare-school": 60,
    "same-age-school": 100,
    "primary-care": 25,
    "specialist-care": 40,
    "dwelling-room": 0,
    interpreter: 35,
    ties: 100,
    "school-continuity": 40,
    relations: 20,
    "qualification-continuity": 0,
    contract: 0,
    "own-wish": 100,
    "introduction-results": 0,
    "first-settled": 0
  }
})
