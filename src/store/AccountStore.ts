/**
 * Accounts and what each may be for whom. An account is an issuer and its subject and has no name; what it may do is given
 * here by people and never read from a token.
 */
import { Context, Effect, Layer, Option, Schema } from "effect"
import { belongsTo, Organisation, Role } from "../casework/Role.ts"
import { record } from "./audit/trail.ts"
import { Database, type Trx } from "./Database.ts"
import { type DatabaseFailure, query } from "./failures.ts"
import { fromColumns, toColumns } from "./rows/organisationColumns.ts"

/** What an account is for one organisation. */
export interface Assignment {
  readonly role: Role
  readonly organisation: Organisation
}

/** An account with a known id and what it is given, for seeding. */
export interface SeededAccount {
  readonly id: string
  readonly subject: string
  readonly assignments: ReadonlyArray<Assignment>
}

export class AssignmentImpossible extends Schema.TaggedError<AssignmentImpossible>()("AssignmentImpossible", {
  role: Role,
  organisation: Organisation
}) {
  override get message() {
    return `The role ${this.role} cannot be held for an organisation of the kind ${this.organisation._tag}. Choose another role or organisation.`
  }
}

export class AccountUnknown extends Schema.TaggedError<AccountUnknown>()("AccountUnknown", {
  account: Schema.String
}) {
  override get message() {
    return `There is no account ${this.account}. It is made when its person first logs in, and that login tells its number.`
  }
}

/** Issuer of the demo's people: no identity provider, for that would be an address. */
export const demoIssuer = "demo"

export class AccountStore extends Context.Service<
  AccountStore,
  {
    /** The account of an issuer's subject, made without any assignment when it is new. */
    readonly arrive: (issuer: string, subject: string) => Effect.Effect<string, DatabaseFailure>
    /** Who answers for the account's person: an identity provider, or `demoIssuer`. */
    readonly issuerOf: (account: string) => Effect.Effect<string, AccountUnknown | DatabaseFailure>
    /** What an account may be now, for all its organisations; nothing when it is disabled. */
    readonly assignmentsOf: (account: string) => Effect.Effect<ReadonlyArray<Assignment>, DatabaseFailure>
    /** Gives a role; one that is held already stays as it is. */
    readonly give: (
      by: string,
      account: string,
      assignment: Assignment
    ) => Effect.Effect<void, AssignmentImpossible | AccountUnknown | DatabaseFailure>
    readonly take: (by: string, account: string, assignment: Assignment) => Effect.Effect<void, DatabaseFailure>
    /** No session of the account opens any more. */
    readonly disable: (by: string, account: string) => Effect.Effect<void, AccountUnknown | DatabaseFailure>
    /** Makes the demo's accounts and what they were never given before. */
    readonly seedDemo: (accounts: ReadonlyArray<SeededAccount>) => Effect.Effect<void, DatabaseFailure>
  }
>()("treff/store/AccountStore") {
  static readonly layer = Layer.effect(
    AccountStore,
    Effect.map(Database, (database) => {
      const asGate = <A, E>(user: string, use: (trx: Trx) => Effect.Effect<A, E>) =>
        database.withRole("gate", { user, purpose: "login" }, use)
      return AccountStore.of({
        arrive: Effect.fn("AccountStore.arrive")((issuer: string, subject: string) =>
          asGate("gate", (trx) => arrive(trx, issuer, subject))
        ),
        issuerOf: Effect.fn("AccountStore.issuerOf")((account: string) =>
          asGate(account, (trx) => issuerOf(trx, account))
        ),
        assignmentsOf: Effect.fn("AccountStore.assignmentsOf")((account: string) =>
          asGate("gate", (trx) => assignmentsOf(trx, account))
        ),
        give: Effect.fn("AccountStore.give")((by: string, account: string, assignment: Assignment) =>
          asGate(by, (trx) => give(trx, account, assignment))
        ),
        take: Effect.fn("AccountStore.take")((by: string, account: string, assignment: Assignment) =>
          asGate(by, (trx) => take(trx, account, assignment))
        ),
        disable: Effect.fn("AccountStore.disable")((by: string, account: string) =>
          asGate(by, (trx) => disable(trx, account))
        ),
        seedDemo: Effect.fn("AccountStore.seedDemo")((accounts: ReadonlyArray<SeededAccount>) =>
          asGate("seed", (trx) => Effect.forEach(accounts, (account) => seed(trx, account), { discard: true }))
        )
      })
    })
  )
}

const find = (trx: Trx, issuer: string, subject: string) =>
  query("find account", () =>
    trx
      .selectFrom("ops.account")
      .select("id")
      .where("issuer", "=", issuer)
      .where("subject", "=", subject)
      .executeTakeFirst()
  )

const arrive = Effect.fnUntraced(function* (trx: Trx, issuer: string, subject: string) {
  const known = yield* find(trx, issuer, subject)
  if (known !== undefined) return known.id
  // Two first logins at once: whoever comes second finds the row the first has made.
  const made = yield* query("make account", () =>
    trx
      .insertInto("ops.account")
      .values({ issuer, subject })
      .onConflict((conflict) => conflict.columns(["issuer", "subject"]).doNothing())
      .returning("id")
      .executeTakeFirst()
  )
  if (made === undefined) return (yield* find(trx, issuer, subject))!.id
  yield* record({ action: "create", subject: `account:${made.id}` })
  return made.id
})

const issuerOf = Effect.fnUntraced(function* (trx: Trx, account: string) {
  const found = yield* query("read issuer", () =>
    trx.selectFrom("ops.account").select("issuer").where("id", "=", account).executeTakeFirst()
  )
  return found?.issuer ?? (yield* new AccountUnknown({ account }))
})

const decodeRole = Schema.decodeUnknownOption(Role)

const assignmentsOf = (trx: Trx, account: string): Effect.Effect<ReadonlyArray<Assignment>, DatabaseFailure> =>
  query("read assignments", () =>
    trx
      .selectFrom("ops.assignment as g")
      .innerJoin("ops.account as a", "a.id", "g.account")
      .select(["g.role", "g.organisation_kind", "g.organisation_code"])
      .where("g.account", "=", account)
      .where("g.ended_at", "is", null)
      .where("a.disabled_at", "is", null)
      .orderBy("g.organisation_kind")
      .orderBy("g.organisation_code")
      .orderBy("g.role")
      .execute()
  ).pipe(
    Effect.map((rows) =>
      rows.flatMap((row) => Option.toArray(Option.all({ role: decodeRole(row.role), organisation: fromColumns(row) })))
    )
  )

const give = Effect.fnUntraced(function* (trx: Trx, account: string, { organisation, role }: Assignment) {
  if (!belongsTo(role, organisation)) return yield* new AssignmentImpossible({ role, organisation })
  const known = yield* query("find account", () =>
    trx.selectFrom("ops.account").select("id").where("id", "=", account).executeTakeFirst()
  )
  if (known === undefined) return yield* new AccountUnknown({ account })
  const given = yield* query("give role", () =>
    trx
      .insertInto("ops.assignment")
      .values({ account, role, ...toColumns(organisation) })
      .onConflict((conflict) => conflict.doNothing())
      .returning("id")
      .executeTakeFirst()
  )
  if (given !== undefined) yield* record({ action: "change", subject: `account:${account}`, fields: [role] })
})

const take = Effect.fnUntraced(function* (trx: Trx, account: string, { organisation, role }: Assignment) {
  const { organisation_code, organisation_kind } = toColumns(organisation)
  const ended = yield* query("take role", () =>
    trx
      .updateTable("ops.assignment")
      .set(({ fn }) => ({ ended_at: fn<string>("now") }))
      .where("account", "=", account)
      .where("role", "=", role)
      .where("organisation_kind", "=", organisation_kind)
      .where("organisation_code", "is not distinct from", organisation_code)
      .where("ended_at", "is", null)
      .returning("id")
      .execute()
  )
  if (ended.length > 0) yield* record({ action: "change", subject: `account:${account}`, fields: [role] })
})

const disable = Effect.fnUntraced(function* (trx: Trx, account: string) {
  const disabled = yield* query("disable account", () =>
    trx
      .updateTable("ops.account")
      .set(({ fn }) => ({ disabled_at: fn<string>("now") }))
      .where("id", "=", account)
      .returning("id")
      .executeTakeFirst()
  )
  if (disabled === undefined) return yield* new AccountUnknown({ account })
  yield* record({ action: "change", subject: `account:${account}`, fields: ["disabled"] })
})

/** What was given once and taken again is not given back. */
const seed = Effect.fnUntraced(function* (trx: Trx, { assignments, id, subject }: SeededAccount) {
  yield* query("seed account", () =>
    trx
      .insertInto("ops.account")
      .values({ id, issuer: demoIssuer, subject })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  )
  for (const { organisation, role } of assignments) {
    const columns = toColumns(organisation)
    const before = yield* query("seed role", () =>
      trx
        .selectFrom("ops.assignment")
        .select("id")
        .where("account", "=", id)
        .where("role", "=", role)
        .where("organisation_kind", "=", columns.organisation_kind)
        .where("organisation_code", "is not distinct from", columns.organisation_code)
        .executeTakeFirst()
    )
    if (before === undefined)
      yield* query("seed role", () =>
        trx
          .insertInto("ops.assignment")
          .values({ account: id, role, ...columns })
          .execute()
      )
  }
})
