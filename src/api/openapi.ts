/** What the OpenAPI document says of the API as a whole; the routes describe themselves. */
import type { GenerateSpecOptions } from "hono-openapi"

/** The groups of the document, in its order. */
const tags = {
  rounds: "Settlement rounds: what is recommended in each, decided, reviewed and published",
  runs: "Solving a round, and how far it has come",
  households: "Households of a round: their files, explanations, corrections and choices",
  requests: "Requests to municipalities, and their answers",
  settlements: "The way after a yes: vedtak, information, move, arrival",
  municipalities: "What municipalities take, declare and expect",
  oversight: "The audit log and what a person may know of it",
  identity: "Who is logged in, and for whom",
  operations: "For monitoring"
}
export type Tag = keyof typeof tags

export const documentation = (version: string): GenerateSpecOptions["documentation"] => ({
  info: {
    title: "Treff",
    version,
    description:
      "Settlement matching for Norway: which municipality fits each household of a round, for the whole round, with reasons and proof. Suggestions, not decisions. Every error is a problem (RFC 9457) with a stable type; every answer carries x-request-id. Every write carries Origin and Treff-Request: 1; there is no CORS.",
    license: { name: "MIT", identifier: "MIT" }
  },
  tags: Object.entries(tags).map(([name, description]) => ({ name, description }))
})
