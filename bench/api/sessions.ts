/** Accounts with roles and a session each, made in the database the server under test uses: what two hundred logins leave. */
import { Effect, Layer, Redacted } from "effect"
import { demoAccess } from "../../src/api/access.ts"
import type { Organisation, Role } from "../../src/casework/Role.ts"
import { MunicipalityCode } from "../../src/domain/MunicipalityCode.ts"
import { AccountStore } from "../../src/store/AccountStore.ts"
import { Database } from "../../src/store/Database.ts"
import { RoundProcess } from "../../src/store/RoundProcess.ts"
import { RoundStore, type RoundSummary } from "../../src/store/RoundStore.ts"
import { SessionStore } from "../../src/store/SessionStore.ts"

export interface BenchSession {
  readonly token: string
  readonly organisation: Organisation["_tag"]
}

const imdi: Organisation = { _tag: "imdi" }
const codes = ["0301", "4601", "5001", "1103", "3405"] as const

/** Four of five are officers, the others answer for municipalities. */
const whoIs = (n: number): { readonly organisation: Organisation; readonly role: Role } =>
  n % 5 === 0
    ? {
        organisation: { _tag: "municipality", code: MunicipalityCode.make(codes[(n / 5) % codes.length]!) },
        role: "municipality-write"
      }
    : { organisation: imdi, role: "imdi-officer" }

export const makeSessions = (url: string, count: number) => {
  const services = Layer.mergeAll(
    AccountStore.layer,
    SessionStore.layer("demo"),
    RoundProcess.layer,
    RoundStore.layer
  ).pipe(Layer.provideMerge(Database.layer({ mode: "demo", directory: "", url: Redacted.make(url) })))
  const program = Effect.gen(function* () {
    const accounts = yield* AccountStore
    const sessions = yield* SessionStore
    const process = yield* RoundProcess
    const rounds: ReadonlyArray<RoundSummary> = yield* (yield* RoundStore).list(demoAccess)
    return yield* Effect.forEach(
      Array.from({ length: count }, (_, n) => n),
      Effect.fnUntraced(function* (n) {
        const { organisation, role } = whoIs(n)
        const account = yield* accounts.arrive("https://bench.test", `person-${n}`)
        yield* accounts.give("bench", account, { organisation, role })
        if (organisation._tag === "imdi") for (const { id } of rounds) yield* process.giveTo(demoAccess, id, account)
        const made: BenchSession = {
          token: yield* sessions.start(account, organisation),
          organisation: organisation._tag
        }
        return made
      })
    )
  })
  return Effect.runPromise(Effect.provide(program, services))
}
