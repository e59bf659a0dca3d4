/** An organisation as two columns, its kind and its code, and back. */
import { Schema } from "effect"
import { Organisation } from "../../casework/Role.ts"

interface OrganisationColumns {
  readonly organisation_kind: string
  readonly organisation_code: string | null
}

const decode = Schema.decodeUnknownOption(Organisation)

/** None for no organisation, and for one that is none any more. */
export const fromColumns = ({
  organisation_code,
  organisation_kind
}: {
  readonly organisation_kind: string | null
  readonly organisation_code: string | null
}) => decode({ _tag: organisation_kind, ...(organisation_code === null ? {} : { code: organisation_code }) })

export const toColumns = (organisation: Organisation): OrganisationColumns => ({
  organisation_kind: organisation._tag,
  organisation_code: "code" in organisation ? organisation.code : null
})
