/**
 * A small solved round behind the real application on the embedded database, asked by the lead. What needs more than one
 * person is in caseWorld.ts.
 */
import { Effect } from "effect"
import { demoAccess } from "../../src/api/access.ts"
import { seedDemoPeople } from "../../src/api/identity/demoPeople.ts"
import { startRounds } from "../../src/api/startRounds.ts"
import type { RoundId } from "../../src/domain/Ids.ts"
import type { MunicipalityFile } from "../../src/domain/Municipality.ts"
import type { Round } from "../../src/domain/Round.ts"
import { solveAndSave } from "../../src/jobs/solveRound.ts"
import { MunicipalityStore } from "../../src/store/MunicipalityStore.ts"
import { RoundStore } from "../../src/store/RoundStore.ts"
import { openDatabase, type TestDatabase } from "../support/databases.ts"
import { caseworkOver, home, version } from "./caseWorld.ts"
import { fixtures, smallRound } from "./smallRound.ts"

/** The application over a database, with every request the lead's; what it keeps in memory starts empty. */
export const openApplication = async (database: TestDatabase) => {
  const world = caseworkOver(database, { works: false })
  await world.runtime.runPromise(seedDemoPeople)
  const { cookie } = await world.as("lead")
  const request = (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    if (!headers.has("cookie")) headers.set("cookie", cookie)
    return world.app.request(path.startsWith("/") ? `${home}${path}` : path, { ...init, headers })
  }
  return {
    ...world,
    /** Of Hono's application what the tests use. */
    app: { request, fetch: (asked: Request) => request(asked.url, { headers: asked.headers, method: asked.method }) },
    /** What happens before the program serves; the names of the rounds it had to solve. */
    start: async (as = version): Promise<ReadonlyArray<string>> => {
      const solves: Array<string> = []
      const solve = ({ id }: { readonly id: RoundId }) =>
        Effect.map(
          solveAndSave({ mode: "demo", version: as }, id, () => {}),
          ({ report }) => report
        )
      await world.runtime.runPromise(startRounds({ version: as, solve, onSolve: (name) => void solves.push(name) }))
      return solves
    },
    solve: (round: Round) =>
      world.runtime.runPromise(solveAndSave({ mode: "demo", version }, round.id, () => {})).then(({ plan }) => plan)
  }
}

export const openWorld = async () => {
  const database = await openDatabase("PGlite")
  const application = await openApplication(database)
  const { runtime, stop } = application
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
      await stop()
      await database.close()
    }
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>

/** With the small round saved and solved. */
export const openSolvedWorld = async (): Promise<World> => {
  const world = await openWorld()
  const { demo, file } = await fixtures()
  const round = smallRound(demo)
  await world.save(file, round)
  await world.solve(round)
  return world
}
