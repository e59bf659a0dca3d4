/** What the OpenAPI document says of the API as a whole; the routes describe themselves. */
import type { GenerateSpecOptions } from "hono-openapi"

export const documentation = (version: string): GenerateSpecOptions["documentation"] => ({
  info: {
    title: "Treff",
    version,
    description:
      "Settlement matching for Norway: which municipality fits each household of a round, for the whole round, with reasons and proof. Suggestions, not decisions. Every error is a problem (RFC 9457) with a stable type; every answer carries x-request-id.",
    license: { name: "MIT", identifier: "MIT" }
  },
  tags: [
    { name: "rounds", description: "Settlement rounds and what is recommended in each" },
    { name: "households", description: "Explanations of single placements" },
    { name: "operations", description: "For monitoring" }
  ]
})
