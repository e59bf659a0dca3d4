/** What login and session need to know of how Treff is run. */
import type { Mode } from "../../matching/consistency.ts"

export interface IdentitySettings {
  readonly mode: Mode
  /** Public address; undefined = the address that was asked, in demo mode only. */
  readonly url: string | undefined
}
