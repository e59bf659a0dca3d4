/** Accounts with roles and a session each, made in the database the server under test uses: what two hundred logins leave. */
import { Effect, Layer, Redacted, Schema } from "effect"
import { demoAccess } from "../../src/api/access.ts"
import type { Organisation, Role } from "../../src/casework/Role.ts"
import { RoundId } from "../../src/domain/Ids.ts"
import { MunicipalityCode } from "../../src/domain/MunicipalityCode.ts"
import { Round } from "../../src/domain/Round.ts"
import { AccountStore } from "../../src/store/AccountStore.ts"
import { Database } from "../../src/store/Database.ts"
import { RoundProcess } from "../../src/store/RoundProcess.ts"
import { RoundStore, type RoundSummary } from "../../src/store/RoundStore.ts"
import { SessionStore } from "../../src/store/SessionStore.ts"

export interface BenchSession {
  readonly token: string
  /** Code of the municipality; null at IMDi. */
  readonly municipality: string | null
}

const servicesAt = (url: string) =>
  Layer.mergeAll(AccountStore.layer, SessionStore.layer("demo"), RoundProcess.layer, RoundStore.layer).pipe(
    Layer.provideMerge(Database.layer({ mode: "demo", directory: "", url: Redacted.make(url) }))
  )

/** The round once more under another id, with everything heard and assessed that publication asks for. */
export const copyRound = (url: string, from: string, to: string) => {
  const program = Effect.gen(function* () {
    const rounds = yield* RoundStore
    const encoded = Schema.encodeSync(Round)(yield* rounds.get(demoAccess, RoundId.make(from)))
    const households = encoded.households.map((household) => ({
      ...household,
      hearing: {
        interviewOn: "2024-10-01",
        adultsHeard: household.members.map(({ id }) => id),
        commentWaived: true,
        adverseInformation: "none" as const
      },
      bestInterests: "Barna går i samme skole og barnehage som nå."
    }))
    yield* rounds.save(demoAccess, Schema.decodeSync(Round)({ ...encoded, id: to, households }))
  })
  return Effect.runPromise(Effect.provide(program, servicesAt(url)))
}

/** One session for each: of a municipality's code, or of an officer with null. */
export const makeSessions = (url: string, people: ReadonlyArray<string | null>) => {
  const program = Effect.gen(function* () {
    const accounts = yield* AccountStore
    const sessions = yield* SessionStore
    const process = yield* RoundProcess
    const all: ReadonlyArray<RoundSummary> = yield* (yield* RoundStore).list(demoAccess)
    const rounds = all.filter(({ state }) => state !== "published")
    return yield* Effect.forEach(
      people,
      Effect.fnUntraced(function* (municipality, n) {
        const organisation: Organisation =
          municipality === null ? { _tag: "imdi" } : { _tag: "municipality", code: MunicipalityCode.make(municipality) }
        const role: Role = municipality === null ? "imdi-officer" : "municipality-write"
        const account = yield* accounts.arrive("https://bench.test", `person-${municipality ?? "imdi"}-${n}`)
        yield* accounts.give("bench", account, { organisation, role })
        if (municipality === null) for (const { id } of rounds) yield* process.giveTo(demoAccess, id, account)
        const made: BenchSession = { token: yield* sessions.start(account, organisation), municipality }
        return made
      })
    )
  })
  return Effect.runPromise(Effect.provide(program, servicesAt(url)))
}
