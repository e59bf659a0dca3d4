/**
 * Checks a round against the municipalities before anything is scored. Returns every finding, not the first: `error`
 * stops the run, `warning` is shown and the run goes on. Findings name ids and codes, never names or numbers of persons.
 */
import type { Household } from "../domain/Household.ts"
import type { MunicipalityFile } from "../domain/Municipality.ts"
import type { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import type { Round } from "../domain/Round.ts"
import { isFixed } from "../domain/Route.ts"
import { roomsFor } from "./criteria/dwelling.ts"

export type Mode = "demo" | "production"

export interface Finding {
  readonly severity: "error" | "warning"
  readonly code: string
  /** JSON path into the round, or the municipality's code. */
  readonly field: string
  readonly message: string
}

const finding =
  (severity: Finding["severity"]) =>
  (code: string, field: string, message: string): Finding => ({ severity, code, field, message })
const [error, warning] = [finding("error"), finding("warning")]

const duplicatesOf = (ids: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))
]

/** Households with strictly confidential addresses are left out of every finding, so that no message reveals one. */
export const checkRound = (round: Round, file: MunicipalityFile, mode: Mode): ReadonlyArray<Finding> => {
  const codes = new Set(file.municipalities.map((municipality) => municipality.code))
  return [
    ...checkIds(round),
    ...checkNumbers(round, mode),
    ...checkCodes(round, codes),
    ...checkReferences(round),
    ...checkLanes(round),
    ...checkCapacities(round, file),
    ...checkChoices(round),
    ...checkDwellings(round, file)
  ]
}

const checkIds = (round: Round): ReadonlyArray<Finding> => {
  const households = round.ordinary.map((household) => household.id)
  const persons = round.ordinary.flatMap((household) => household.members.map((member) => member.id))
  return [
    ...duplicatesOf(households).map((id) =>
      error(
        "duplicate-household",
        "households",
        `Household ${id} occurs more than once; give each household its own id.`
      )
    ),
    ...duplicatesOf(persons).map((id) =>
      error(
        "duplicate-person",
        "households.members",
        `Person ${id} occurs more than once; a person belongs to one household.`
      )
    ),
    ...duplicatesOf(round.capacities.map((capacity) => capacity.municipality)).map((code) =>
      error("duplicate-capacity", "capacities", `Municipality ${code} has two capacity entries; keep one.`)
    )
  ]
}

const checkNumbers = (round: Round, mode: Mode): ReadonlyArray<Finding> => {
  const refused = mode === "production" ? "synthetic" : "real"
  const badIn = (households: Round["households"]) =>
    households.flatMap((household) => household.members.filter((member) => member.duf._tag === refused))
  // Also strictly confidential persons, of whom none is named.
  const bad = badIn(round.households)
  if (bad.length === 0) return []
  const first = badIn(round.ordinary)[0]
  const advice =
    mode === "production"
      ? "production takes real numbers only; use TREFF_MODE=demo for synthetic data"
      : "demo takes synthetic numbers only; real persons belong in TREFF_MODE=production"
  return [
    error(
      "duf-kind",
      "households.members.duf",
      `${bad.length} ${refused} DUF number(s)${first === undefined ? "" : `, the first at person ${first.id}`}: ${advice}.`
    )
  ]
}

const checkCodes = (round: Round, codes: ReadonlySet<MunicipalityCode>): ReadonlyArray<Finding> => {
  const named: Array<readonly [MunicipalityCode, string]> = [
    ...round.capacities.map((one, i) => [one.municipality, `capacities[${i}].municipality`] as const),
    ...round.locks.map((one, i) => [one.municipality, `locks[${i}].municipality`] as const),
    ...round.forbids.map((one, i) => [one.municipality, `forbids[${i}].municipality`] as const),
    ...round.announced.map((one, i) => [one.municipality, `announced[${i}].municipality`] as const),
    ...round.ordinary.flatMap((household) =>
      codesOf(household).map((code) => [code, `household ${household.id}`] as const)
    )
  ]
  return named
    .filter(([code]) => !codes.has(code))
    .map(([code, field]) =>
      error(
        "unknown-municipality",
        field,
        `Municipality ${code} does not exist among the ${codes.size} municipalities; check the four-digit kommunenummer.`
      )
    )
}

const codesOf = (household: Household): ReadonlyArray<MunicipalityCode> => [
  ...(household.hostMunicipality === undefined ? [] : [household.hostMunicipality]),
  ...(household.fixedMunicipality === undefined ? [] : [household.fixedMunicipality]),
  ...(household.protection?.awayFrom ?? []),
  ...household.members.flatMap((member) => [
    ...member.ties.flatMap((tie) => (tie.to._tag === "municipality" ? [tie.to.code] : [])),
    ...member.wishes.flatMap((wish) => (wish.place._tag === "municipality" ? [wish.place.code] : [])),
    ...(member.contract === undefined ? [] : [member.contract.municipality]),
    ...(member.schooling === undefined ? [] : [member.schooling.municipality]),
    ...(member.competence?.plan ?? []).map((step) => step.municipality)
  ])
]

/** The lanes are solved apart, so a pair across them is kept by an officer's lock or forbid, and said aloud. */
const checkLanes = (round: Round): ReadonlyArray<Finding> => {
  const lanes = new Map(round.ordinary.map((household) => [household.id, household.lane]))
  return round.protectedPairs
    .filter(([a, b]) => lanes.has(a) && lanes.has(b) && lanes.get(a) !== lanes.get(b))
    .map(([a, b]) =>
      warning(
        "pair-across-lanes",
        "protectedPairs",
        `Households ${a} and ${b} must not meet, but are solved in different lanes; lock or forbid one of them.`
      )
    )
}

const checkReferences = (round: Round): ReadonlyArray<Finding> => {
  const ids = new Set(round.households.map((household) => household.id))
  const missing = [
    ...round.locks.map((one) => [one.household, "locks"] as const),
    ...round.forbids.map((one) => [one.household, "forbids"] as const),
    ...round.announced.map((one) => [one.household, "announced"] as const),
    ...round.protectedPairs.flat().map((id) => [id, "protectedPairs"] as const)
  ].filter(([id]) => !ids.has(id))
  const fixed = round.ordinary.filter((one) => isFixed(one.route) && one.fixedMunicipality === undefined)
  const tied = round.ordinary.filter((one) =>
    one.members.some(({ ties }) => ties.some(({ to }) => to._tag === "household" && !ids.has(to.id)))
  )
  return [
    ...missing.map(([id, field]) =>
      error("unknown-household", field, `Household ${id} is not in the round; check the id.`)
    ),
    ...fixed.map((one) =>
      error(
        "no-agreed-municipality",
        `household ${one.id}`,
        `Household ${one.id} has route agreed-self-settlement but no fixedMunicipality.`
      )
    ),
    ...tied.map(({ id }) =>
      warning("unknown-tie", `household ${id}`, `Household ${id} has a tie to one that is not in the round; left out.`)
    )
  ]
}

const checkCapacities = (round: Round, file: MunicipalityFile): ReadonlyArray<Finding> => {
  const municipalities = new Map(file.municipalities.map((municipality) => [municipality.code, municipality]))
  return round.capacities.flatMap((capacity) => {
    const municipality = municipalities.get(capacity.municipality)
    if (municipality === undefined) return []
    const minors = (capacity.minorPlaces ?? []).reduce((sum, one) => sum + one.places, 0)
    const given = capacity.places + minors
    const { balance, free } = municipality.freePlaces
    const code = capacity.municipality
    return [
      ...((capacity.minimum ?? 0) > capacity.places
        ? [
            error(
              "minimum-above-places",
              code,
              `Municipality ${code} has minimum ${capacity.minimum} above its ${capacity.places} places.`
            )
          ]
        : []),
      ...(free === null && given > 0 && capacity.askable !== true
        ? [
            warning(
              "not-decided",
              code,
              `${code} has decided no number yet; its ${given} places are left out unless an officer sets askable.`
            )
          ]
        : []),
      ...(balance !== null && balance < 0
        ? [
            warning(
              "negative-free-places",
              code,
              `${code} has settled and promised ${-balance} more than it has decided; counted as 0 free (S10).`
            )
          ]
        : []),
      ...(free !== null && given > free
        ? [warning("above-free-places", code, `${code} gives the round ${given} places, but has ${free} free (S10).`)]
        : [])
    ]
  })
}

const checkChoices = (round: Round): ReadonlyArray<Finding> => {
  const confidential = new Set(
    round.households.filter((household) => household.isStrictlyConfidential).map((household) => household.id)
  )
  const locks = round.locks.filter((lock) => !confidential.has(lock.household))
  const locked = duplicatesOf(locks.map((lock) => lock.household))
  const forbids = new Set(round.forbids.map((one) => `${one.household} ${one.municipality}`))
  return [
    ...locked.map((id) => error("two-locks", "locks", `Household ${id} is locked twice; keep one lock.`)),
    ...locks
      .filter((lock) => forbids.has(`${lock.household} ${lock.municipality}`))
      .map((lock) =>
        error(
          "lock-and-forbid",
          "locks",
          `Household ${lock.household} is both locked to and forbidden in ${lock.municipality}.`
        )
      )
  ]
}

const checkDwellings = (round: Round, file: MunicipalityFile): ReadonlyArray<Finding> => {
  if (file.municipalities.some((municipality) => municipality.declaration?.dwellings === undefined)) return []
  const largest = Math.max(
    0,
    ...file.municipalities.flatMap((municipality) =>
      (municipality.declaration?.dwellings ?? []).map((one) => one.rooms)
    )
  )
  return round.ordinary
    .filter((household) => household.minor === undefined && roomsFor(household.persons) > largest)
    .map((household) =>
      warning(
        "no-dwelling-large-enough",
        `household ${household.id}`,
        `Household ${household.id} needs ${roomsFor(household.persons)} rooms; the largest declared dwelling has ${largest}.`
      )
    )
}
