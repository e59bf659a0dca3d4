/** Who is logged in, as it goes over the wire. No name and nothing of what an identity provider knows. */
import { Schema } from "effect"
import { Organisation, Role } from "../../casework/Role.ts"
import { exampled } from "./exampled.ts"
import { demoPeopleExample, loggedOutExample, organisationsExample, sessionExample } from "./examples/identity.ts"

export const SessionBody = exampled(
  Schema.Struct({
    account: Schema.String.annotate({ description: "Number of the account; tell it to whoever gives roles" }),
    organisation: Organisation,
    roles: Schema.Array(Role),
    expires: Schema.String.annotate({ description: "When the session ends at the latest; UTC, ISO 8601" })
  }).annotate({ identifier: "Session" }),
  sessionExample
)

export const OrganisationsBody = exampled(
  Schema.Struct({
    organisations: Schema.Array(Schema.Struct({ organisation: Organisation, roles: Schema.Array(Role) }))
  }).annotate({ identifier: "Organisations", description: "For whom the account may act, and as what" }),
  organisationsExample
)

export const OrganisationChoice = Schema.Struct({ organisation: Organisation }).annotate({
  identifier: "OrganisationChoice"
})

export const LoggedOutBody = exampled(
  Schema.Struct({
    ended: Schema.Boolean.annotate({ description: "Whether there was a session to end" }),
    provider: Schema.NullOr(Schema.String).annotate({
      description: "Send the browser there to end the login at the identity provider, too; null where there is none"
    })
  }).annotate({ identifier: "LoggedOut" }),
  loggedOutExample
)

export const DemoPeopleBody = exampled(
  Schema.Struct({
    people: Schema.Array(
      Schema.Struct({
        person: Schema.String,
        label: Schema.Struct({ nb: Schema.String, nn: Schema.String, en: Schema.String }),
        organisation: Organisation,
        roles: Schema.Array(Role)
      })
    )
  }).annotate({
    identifier: "DemoPeople",
    description: "Who one can be in the demo; there is no such list in production"
  }),
  demoPeopleExample
)

export const DemoChoice = Schema.Struct({ person: Schema.String }).annotate({ identifier: "DemoChoice" })
