/**
 * As whom the program itself asks the database: when it sets up the demo, and for the demo's pages, which nobody logs in
 * to. Everybody else asks with the roles of their session (permit.ts).
 */
import type { Access } from "../store/Access.ts"

export const demoAccess: Access = {
  role: "api_imdi",
  user: "treff-demo",
  roles: ["imdi-lead"],
  organisation: "imdi",
  purpose: "settlement"
}
