/** For whom an account may act, each organisation once with its roles. */
import { Effect } from "effect"
import { type Organisation, organisationText, type Role } from "../../casework/Role.ts"
import { AccountStore } from "../../store/AccountStore.ts"

interface OrganisationRoles {
  readonly organisation: Organisation
  readonly roles: ReadonlyArray<Role>
}

export const organisationsOf = Effect.fnUntraced(function* (account: string) {
  const assignments = yield* (yield* AccountStore).assignmentsOf(account)
  const groups = Map.groupBy(assignments, ({ organisation }) => organisationText(organisation))
  return [...groups.values()].flatMap((group): ReadonlyArray<OrganisationRoles> => {
    const [first] = group
    return first === undefined ? [] : [{ organisation: first.organisation, roles: group.map(({ role }) => role) }]
  })
})
