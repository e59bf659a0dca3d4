/** `treff accounts give|take`: who may be what. The first roles of a new Treff are given here, by whoever runs it. */
import { Effect, Option, Schema } from "effect"
import { Organisation, organisationText, Role, roles } from "../casework/Role.ts"
import { AccountStore, type AccountUnknown, type AssignmentImpossible } from "../store/AccountStore.ts"
import { Database, type OpenError } from "../store/Database.ts"
import type { DatabaseSettings } from "../store/DatabaseSettings.ts"
import type { DatabaseFailure } from "../store/failures.ts"
import { UsageError } from "./UsageError.ts"

export interface RoleRequest {
  /** The number a first login tells. */
  readonly account: string
  readonly role: string
  /** `imdi`, `municipality:4601`, `county:46` or `oversight`. */
  readonly organisation: string
}

/** Whoever may run commands on the machine; the audit log knows no more of them. */
const operator = "operator"

const isAccount = Schema.is(Schema.String.check(Schema.isUUID()))
const decodeRole = Schema.decodeUnknownOption(Role)
const decodeOrganisation = Schema.decodeUnknownOption(Organisation)

const read = Effect.fnUntraced(function* ({ account, organisation, role }: RoleRequest) {
  const [kind, code] = organisation.split(":")
  const assignment = Option.all({
    role: decodeRole(role),
    organisation: decodeOrganisation({ _tag: kind, ...(code === undefined ? {} : { code }) })
  })
  if (!isAccount(account))
    return yield* new UsageError({
      problem: "The account is not understood.",
      advice: "Use the number that a login without a role tells."
    })
  if (Option.isNone(assignment))
    return yield* new UsageError({
      problem: "The role or the organisation is not understood.",
      advice: `Roles: ${roles.join(", ")}. Organisations: imdi, municipality:4601, county:46, oversight.`
    })
  return { account, assignment: assignment.value }
})

type Failure = UsageError | AccountUnknown | AssignmentImpossible | OpenError | DatabaseFailure

const over = <A, E>(settings: DatabaseSettings, use: Effect.Effect<A, E, AccountStore>) =>
  use.pipe(Effect.provide(AccountStore.layer), Effect.provide(Database.layer(settings)))

/** Answers what was done, in one sentence. */
export const giveRole = Effect.fn("giveRole")(function* (
  settings: DatabaseSettings,
  request: RoleRequest
): Effect.fn.Return<string, Failure> {
  const { account, assignment } = yield* read(request)
  yield* over(
    settings,
    AccountStore.use((accounts) => accounts.give(operator, account, assignment))
  )
  return `The account ${account} is ${assignment.role} for ${organisationText(assignment.organisation)}.`
})

export const takeRole = Effect.fn("takeRole")(function* (
  settings: DatabaseSettings,
  request: RoleRequest
): Effect.fn.Return<string, Failure> {
  const { account, assignment } = yield* read(request)
  yield* over(
    settings,
    AccountStore.use((accounts) => accounts.take(operator, account, assignment))
  )
  return `The account ${account} is not ${assignment.role} for ${organisationText(assignment.organisation)} (any more).`
})
