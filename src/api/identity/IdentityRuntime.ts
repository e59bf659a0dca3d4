/** The services login and session need. */
import type { ManagedRuntime } from "effect"
import type { AccountStore } from "../../store/AccountStore.ts"
import type { LoginStore } from "../../store/LoginStore.ts"
import type { SessionStore } from "../../store/SessionStore.ts"
import type { IdentityProviders } from "./IdentityProviders.ts"

export type IdentityServices = SessionStore | AccountStore | LoginStore | IdentityProviders
export type IdentityRuntime = ManagedRuntime.ManagedRuntime<IdentityServices, never>
