/** As which reader of the golden matrix somebody asks: the one of her roles that sees most. */
import { type DisclosureRole, disclosureRoles } from "../casework/disclosure/matrix.ts"
import type { Access } from "../store/Access.ts"

const inOrder: ReadonlyArray<DisclosureRole> = [
  "municipality-write",
  "municipality-admin",
  "municipality-read",
  "county-write"
]

export const readerOf = ({ roles = [] }: Access): DisclosureRole =>
  inOrder.find((role) => roles.includes(role)) ?? disclosureRoles.at(-1)!
