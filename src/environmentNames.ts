/** Every variable Treff reads, and a word about one that looks like ours and is not. README.md has the same list, with meanings. */

export const variableNames = [
  "TREFF_MODE",
  "PORT",
  "TREFF_URL",
  "TREFF_KEY",
  "TREFF_DATA",
  "DATABASE_URL",
  "DATABASE_OWNER_URL",
  "OIDC_ISSUER",
  "OIDC_CLIENT_ID",
  "OIDC_CLIENT_SECRET",
  "OIDC_MUNICIPALITY_ISSUER",
  "OIDC_MUNICIPALITY_CLIENT_ID",
  "OIDC_MUNICIPALITY_CLIENT_SECRET",
  "SMTP_URL",
  "SMTP_FROM"
] as const
type VariableName = (typeof variableNames)[number]

export type Environment = Readonly<Partial<Record<VariableName, string | undefined>>>

/** Read by the tests and the soak alone, from which programs under test inherit them. */
const ofTests: ReadonlySet<string> = new Set(["TREFF_SEED", "TREFF_SOAK", "TREFF_SOAK_LOG"])

/** Letters to put in, take out or change to make one word of the other. */
const distance = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, j) => j)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1)))
    row = next
  }
  return row[other.length]!
}

const nearest = (name: string): VariableName =>
  variableNames.reduce((best, known) => (distance(name, known) < distance(name, best) ? known : best))

/** One sentence for each variable that begins as ours do and is none of them. */
export const unknownVariables = (environment: Readonly<Record<string, unknown>>): ReadonlyArray<string> =>
  Object.keys(environment)
    .filter((name) => name.startsWith("TREFF_") && !ofTests.has(name))
    .filter((name) => !variableNames.some((known) => known === name))
    .map((name) => `${name} is no variable of Treff and is not read. Is ${nearest(name)} meant?`)
