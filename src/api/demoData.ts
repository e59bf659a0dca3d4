/**
 * An empty store in demo mode gets the municipalities, their places, the round that comes with Treff, and the people of the
 * demo, of whom both officers work with the round.
 */
import { Effect } from "effect"
import type { Municipality } from "../domain/Municipality.ts"
import { loadRound } from "../intake/loadRound.ts"
import { type CapacityLoaded, CapacityStore } from "../store/CapacityStore.ts"
import { MunicipalityStore } from "../store/MunicipalityStore.ts"
import { RoundProcess } from "../store/RoundProcess.ts"
import { RoundStore } from "../store/RoundStore.ts"
import { demoAccess } from "./access.ts"
import { demoPeople, seedDemoPeople } from "./identity/demoPeople.ts"

/** Minors a municipality takes: its vedtak for them, or the housing it declares where none is published. */
const minorsOf = ({ declaration, freePlaces }: Municipality): number | null => {
  if (freePlaces.decided === null) return null
  const housed = (declaration?.minorHousing ?? []).reduce((sum, { places }) => sum + places, 0)
  return Math.min(freePlaces.decided, freePlaces.minorsDecided ?? housed)
}

/** This year's numbers as the figures that come with Treff tell them. */
export const placesOf = (municipality: Municipality): CapacityLoaded => {
  const { code, freePlaces } = municipality
  return {
    municipality: code,
    requested: freePlaces.decided ?? 0,
    minorsRequested: freePlaces.minorsDecided ?? 0,
    decided: freePlaces.decided,
    minorsDecided: minorsOf(municipality),
    settledBefore: freePlaces.settled,
    agreedBefore: freePlaces.agreedNotSettled + freePlaces.askedUnanswered,
    selfSettlementBefore: freePlaces.approvedSelfSettlement,
    minorsBefore: 0,
    source: freePlaces.source
  }
}

export const loadDemo = Effect.fn("loadDemo")(function* () {
  const rounds = yield* RoundStore
  yield* seedDemoPeople
  const present = yield* rounds.list(demoAccess)
  if (present.length > 0) return
  const { input } = yield* loadRound({}, "demo")
  const files = yield* MunicipalityStore
  // A start that was broken off may have left the municipalities there without the round.
  yield* files.saveFile(demoAccess, input.file).pipe(Effect.catchTag("AlreadySaved", () => Effect.void))
  const year = Number(input.round.date.slice(0, 4))
  yield* (yield* CapacityStore).load(demoAccess, year, input.file.municipalities.map(placesOf))
  yield* rounds.save(demoAccess, input.round)
  const process = yield* RoundProcess
  for (const { account } of demoPeople.filter((person) => person.organisation._tag === "imdi"))
    yield* process.giveTo(demoAccess, input.round.id, account)
})
