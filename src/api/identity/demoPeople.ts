/** The people of the demo, one for each thing a person may be. They are roles with a number; none is anybody. */
import { Effect } from "effect"
import type { Organisation, Role } from "../../casework/Role.ts"
import { CountyCode, MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { AccountStore } from "../../store/AccountStore.ts"
import type { Language } from "../../texts/language.ts"

export interface DemoPerson {
  readonly person: string
  /** Id of the account, the same in every demo. */
  readonly account: string
  readonly label: Readonly<Record<Language, string>>
  readonly organisation: Organisation
  readonly roles: ReadonlyArray<Role>
}

const imdi: Organisation = { _tag: "imdi" }
const municipality = (code: string): Organisation => ({ _tag: "municipality", code: MunicipalityCode.make(code) })
const accountOf = (serial: number): string => `de300000-0000-4000-8000-${String(serial).padStart(12, "0")}`

export const demoPeople: ReadonlyArray<DemoPerson> = [
  {
    person: "officer-1",
    account: accountOf(1),
    label: { nb: "Saksbehandler 1, IMDi", nn: "Sakshandsamar 1, IMDi", en: "Officer 1, IMDi" },
    organisation: imdi,
    roles: ["imdi-officer"]
  },
  {
    person: "officer-2",
    account: accountOf(2),
    label: { nb: "Saksbehandler 2, IMDi", nn: "Sakshandsamar 2, IMDi", en: "Officer 2, IMDi" },
    organisation: imdi,
    roles: ["imdi-officer"]
  },
  {
    person: "lead",
    account: accountOf(3),
    label: { nb: "Leder, IMDi", nn: "Leiar, IMDi", en: "Lead, IMDi" },
    organisation: imdi,
    roles: ["imdi-lead"]
  },
  {
    person: "protected",
    account: accountOf(4),
    label: {
      nb: "Saksbehandler for adressesperre, IMDi",
      nn: "Sakshandsamar for adressesperre, IMDi",
      en: "Officer for protected addresses, IMDi"
    },
    organisation: imdi,
    roles: ["imdi-officer", "imdi-protected"]
  },
  {
    person: "analyst",
    account: accountOf(5),
    label: { nb: "Analytiker, IMDi", nn: "Analytikar, IMDi", en: "Analyst, IMDi" },
    organisation: imdi,
    roles: ["imdi-analyst"]
  },
  {
    person: "bergen",
    account: accountOf(6),
    label: {
      nb: "Bosettingsansvarlig, Bergen",
      nn: "Busetjingsansvarleg, Bergen",
      en: "Settlement coordinator, Bergen"
    },
    organisation: municipality("4601"),
    roles: ["municipality-write", "municipality-admin"]
  },
  {
    person: "bergen-reader",
    account: accountOf(7),
    label: { nb: "Lesetilgang, Bergen", nn: "Lesetilgang, Bergen", en: "Reader, Bergen" },
    organisation: municipality("4601"),
    roles: ["municipality-read"]
  },
  {
    person: "trondheim",
    account: accountOf(8),
    label: {
      nb: "Bosettingsansvarlig, Trondheim",
      nn: "Busetjingsansvarleg, Trondheim",
      en: "Settlement coordinator, Trondheim"
    },
    organisation: municipality("5001"),
    roles: ["municipality-write"]
  },
  {
    person: "vestland",
    account: accountOf(9),
    label: {
      nb: "Skoleplasser, Vestland fylke",
      nn: "Skuleplassar, Vestland fylke",
      en: "School places, Vestland county"
    },
    organisation: { _tag: "county", code: CountyCode.make("46") },
    roles: ["county-write"]
  },
  {
    person: "auditor",
    account: accountOf(10),
    label: { nb: "Revisor", nn: "Revisor", en: "Auditor" },
    organisation: { _tag: "oversight" },
    roles: ["auditor"]
  }
]

/** Makes their accounts and what they may be, where it is not there yet. */
export const seedDemoPeople = AccountStore.use((accounts) =>
  accounts.seedDemo(
    demoPeople.map(({ account, organisation, person, roles }) => ({
      id: account,
      subject: person,
      assignments: roles.map((role) => ({ role, organisation }))
    }))
  )
).pipe(Effect.withSpan("seedDemoPeople"))
