/**
 * A small solved round behind the real application: a dozen households of the demo round, few places, the real store in
 * memory and the real solver. One household is strictly confidential, one has an agreed municipality, one is a minor.
 */
import { Effect, Layer, Logger, ManagedRuntime, Schema } from "effect"
import { demoAccess } from "../../src/api/access.ts"
import { makeApp } from "../../src/api/app.ts"
import { Explanations } from "../../src/api/Explanations.ts"
import type { Match } from "../../src/api/match.ts"
import { Rounds } from "../../src/api/Rounds.ts"
import { SolvedPlans } from "../../src/api/SolvedPlans.ts"
import { SolveTurn } from "../../src/api/SolveTurn.ts"
import { type Solving, solveRounds, warmUp } from "../../src/api/solveRounds.ts"
import type { MunicipalityFile } from "../../src/domain/Municipality.ts"
import { Round } from "../../src/domain/Round.ts"
import { readMunicipalities, readRound } from "../../src/intake/files.ts"
import { layer as highs } from "../../src/matching/highs/HighsSolver.ts"
import { explainRound, matchReport } from "../../src/matching/matchReport.ts"
import { prepareRound } from "../../src/matching/prepare.ts"
import { solveRound } from "../../src/matching/solveRound.ts"
import { MunicipalityStore } from "../../src/store/MunicipalityStore.ts"
import { PlanStore } from "../../src/store/PlanStore.ts"
import { RoundStore } from "../../src/store/RoundStore.ts"
import { openDatabase, type TestDatabase } from "../support/databases.ts"

const chosen = [
  "H-0001",
  "H-0002",
  "H-0003",
  "H-0004",
  "H-0005",
  "H-0006",
  "H-0008",
  "H-0014",
  "H-0027",
  "H-0029",
  "H-0040"
]
/** Code 6: nothing of it may come out anywhere. */
export const hidden = "H-0015"

/** Places in a handful of municipalities, so that somebody is left over. */
const places: Readonly<Record<string, number>> = { "0301": 4, "1103": 2, "3405": 3, "4601": 5, "5001": 2 }

export const version = "test"

export const smallRound = (demo: Round): Round => {
  const encoded = Schema.encodeSync(Round)(demo)
  return Schema.decodeSync(Round)({
    ...encoded,
    id: "small",
    name: "Liten runde",
    households: encoded.households.filter(({ id }) => chosen.includes(id) || id === hidden),
    capacities: encoded.capacities.map(({ minimum: _, minorPlaces, ...one }) => ({
      ...one,
      places: places[one.municipality] ?? 0,
      ...(one.municipality === "0301" && minorPlaces !== undefined ? { minorPlaces } : {})
    })),
    protectedPairs: []
  })
}

export const match: Match = Effect.fnUntraced(function* ({ findings, input }, alternatives) {
  const solved = yield* solveRound(prepareRound(input))
  const explained = explainRound(solved, alternatives)
  const report = matchReport({
    solved,
    explained,
    seconds: { load: 0, score: 0, solve: 0, explain: 0, rules: 0 },
    rules: [],
    knockOn: new Map(),
    holdPrices: new Map(),
    findings,
    codeVersion: version
  })
  return { report, solved, explained }
})

export const fixtures = (): Promise<{ readonly file: MunicipalityFile; readonly demo: Round }> =>
  Effect.runPromise(Effect.all({ file: readMunicipalities(), demo: readRound() }))

/** The application over a database; what it keeps in memory starts empty. */
export const openApplication = (database: TestDatabase) => {
  const services = Explanations.layer.pipe(
    Layer.provideMerge(SolvedPlans.layer),
    Layer.provideMerge(Rounds.layer),
    Layer.provideMerge(
      Layer.mergeAll(RoundStore.layer, MunicipalityStore.layer, PlanStore.layer, SolveTurn.layer, highs)
    ),
    Layer.provideMerge(Layer.merge(database.layer, Logger.layer([])))
  )
  const runtime = ManagedRuntime.make(services)
  /** Names of the rounds solved so far. */
  const solves: Array<string> = []
  const solvingAs = (as: string): Solving => ({ match, version: as, onSolve: (round) => void solves.push(round) })
  return {
    runtime,
    app: makeApp(runtime, { version }),
    solves,
    solve: (as = version) => runtime.runPromise(solveRounds(solvingAs(as))),
    warmUp: () => runtime.runPromise(warmUp(solvingAs(version)))
  }
}

export const openWorld = async () => {
  const database = await openDatabase("PGlite")
  const application = openApplication(database)
  const { runtime } = application
  return {
    ...application,
    database,
    save: (file: MunicipalityFile, round: Round) =>
      runtime.runPromise(
        Effect.gen(function* () {
          yield* Effect.ignore((yield* MunicipalityStore).saveFile(demoAccess, file))
          yield* (yield* RoundStore).save(demoAccess, round)
        })
      ),
    close: async () => {
      await runtime.dispose()
      await database.close()
    }
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>

/** With the small round saved and solved. */
export const openSolvedWorld = async (): Promise<World> => {
  const world = await openWorld()
  const { demo, file } = await fixtures()
  await world.save(file, smallRound(demo))
  await world.solve()
  return world
}
