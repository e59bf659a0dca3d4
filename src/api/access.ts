/**
 * Who the API asks the database as. There is no login yet: everybody is the demo's officer, which serve.ts allows in demo
 * mode only, and nothing but synthetic rounds is served (Rounds.ts).
 */
import type { Access } from "../store/Access.ts"

export const demoAccess: Access = { role: "api_imdi", user: "demo", purpose: "settlement" }
