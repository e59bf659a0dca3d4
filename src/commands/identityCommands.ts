/** The commands on who is logged in and who may be what, as the command line names them. */
import type { Command } from "commander"
import type { Effect } from "effect"
import { roles } from "../casework/Role.ts"
import type { RoleRequest } from "./accounts.ts"

type Work = Effect.Effect<number, { readonly message: string }>

export interface IdentityOutside {
  readonly endSessions: () => Work
  readonly openAgain: () => Work
  readonly giveRole: (request: RoleRequest) => Work
  readonly takeRole: (request: RoleRequest) => Work
}

export const addIdentityCommands = (
  program: Command,
  outside: IdentityOutside,
  finish: (work: Work) => Promise<void>
): void => {
  const sessions = program.command("sessions").description("everybody who is logged in")
  sessions
    .command("end")
    .description("the kill switch: end all sessions and keep Treff closed")
    .action(() => finish(outside.endSessions()))
  sessions
    .command("open")
    .description("let people log in again")
    .action(() => finish(outside.openAgain()))

  const accounts = program.command("accounts").description("who may be what")
  for (const [name, description, change] of [
    ["give", "give an account a role for an organisation", outside.giveRole],
    ["take", "take a role from an account; it counts within a second", outside.takeRole]
  ] as const)
    accounts
      .command(name)
      .description(description)
      .argument("<account>", "the number a first login tells")
      .argument("<role>", roles.join(", "))
      .argument("<organisation>", "imdi, municipality:4601, county:46 or oversight")
      .action((account: string, role: string, organisation: string) => finish(change({ account, role, organisation })))
}
