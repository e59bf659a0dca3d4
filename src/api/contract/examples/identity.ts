/** Who is logged in, as the API reference shows it. */

export const sessionExample = {
  account: "de300000-0000-4000-8000-000000000002",
  organisation: { _tag: "imdi" },
  roles: ["imdi-officer"],
  expires: "2024-11-18T20:00:00.000Z"
} as const

export const organisationsExample = {
  organisations: [{ organisation: { _tag: "municipality", code: "4601" }, roles: ["municipality-write"] }]
} as const

export const loggedOutExample = {
  ended: true,
  provider:
    "https://login.imdi.example/logout?post_logout_redirect_uri=https%3A%2F%2Ftreff.imdi.example%2F&client_id=treff"
} as const

export const demoPeopleExample = {
  people: [
    {
      person: "officer-1",
      label: { nb: "Saksbehandler i IMDi", nn: "Saksbehandlar i IMDi", en: "Officer at IMDi" },
      organisation: { _tag: "imdi" },
      roles: ["imdi-officer"]
    }
  ]
} as const
