/**
 * Logins under way: what must be known when the browser comes back from the identity provider. Each is taken once, within
 * ten minutes; the state itself is only in the browser.
 */
import { Context, Effect, Layer } from "effect"
import { sql } from "kysely"
import { Database } from "./Database.ts"
import { type DatabaseFailure, query } from "./failures.ts"
import { hashOf } from "./secretToken.ts"

/** Through which identity provider somebody comes. */
export type IssuerKey = "imdi" | "municipality"

export interface PendingLogin {
  readonly issuer: IssuerKey
  readonly nonce: string
  readonly codeVerifier: string
  readonly returnPath: string
}

export class LoginStore extends Context.Service<
  LoginStore,
  {
    readonly begin: (state: string, login: PendingLogin) => Effect.Effect<void, DatabaseFailure>
    /** Nothing for a state that is unknown, too old or was taken before. */
    readonly take: (state: string) => Effect.Effect<PendingLogin | undefined, DatabaseFailure>
  }
>()("treff/store/LoginStore") {
  static readonly layer = Layer.effect(
    LoginStore,
    Effect.map(Database, (database) => {
      const gate = { user: "gate", purpose: "login" }
      return LoginStore.of({
        begin: Effect.fn("LoginStore.begin")(
          (state: string, { codeVerifier, issuer, nonce, returnPath }: PendingLogin) =>
            database.withRole("gate", gate, (trx) =>
              query("begin login", async () => {
                await sql`delete from ops.login where expires_at <= now()`.execute(trx)
                await trx
                  .insertInto("ops.login")
                  .values({
                    state_hash: hashOf(state),
                    issuer_key: issuer,
                    nonce,
                    code_verifier: codeVerifier,
                    return_path: returnPath,
                    expires_at: sql`now() + interval '10 minutes'`
                  })
                  .execute()
              })
            )
        ),
        take: Effect.fn("LoginStore.take")((state: string) =>
          database
            .withRole("gate", gate, (trx) =>
              query("take login", () =>
                trx
                  .deleteFrom("ops.login")
                  .where("state_hash", "=", hashOf(state))
                  .returning([
                    "issuer_key",
                    "nonce",
                    "code_verifier",
                    "return_path",
                    sql<boolean>`expires_at > now()`.as("fresh")
                  ])
                  .executeTakeFirst()
              )
            )
            .pipe(
              Effect.map((row) =>
                row?.fresh === true
                  ? {
                      issuer: row.issuer_key,
                      nonce: row.nonce,
                      codeVerifier: row.code_verifier,
                      returnPath: row.return_path
                    }
                  : undefined
              )
            )
        )
      })
    })
  )
}
