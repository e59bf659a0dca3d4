/**
 * Agreed self-settlement (S8): a household that has found a home applies, the municipality looks at the lease, IMDi says
 * yes or no. What is pending keeps a request from being sent; what is agreed is fixed like a yes.
 */
import { Schema } from "effect"
import type { Household } from "../../domain/Household.ts"
import type { HouseholdId } from "../../domain/Ids.ts"
import { IsoDate } from "../../domain/IsoDate.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { serviceClasses } from "../../domain/Need.ts"
import type { Round } from "../../domain/Round.ts"
import { isFixed, Route } from "../../domain/Route.ts"
import type { Confirmation, RequiredConfirmation } from "../answer/Confirmation.ts"
import { needFacts, requiredConfirmations } from "../answer/requiredConfirmations.ts"

export const SelfSettlementState = Schema.Literals(["pending", "agreed", "refused", "withdrawn"]).annotate({
  identifier: "SelfSettlementState",
  description: "søknad til behandling · godkjent · avslått · trukket"
})
export type SelfSettlementState = typeof SelfSettlementState.Type

/** A number and nothing else: no text in which somebody could be named. */
const Reference = Schema.String.check(Schema.isPattern(/^[0-9]{4}\/[0-9]{1,6}$/u)).annotate({
  description: "The municipality's own case number, year first",
  examples: ["2024/1234"]
})

export const Application = Schema.Struct({
  municipality: MunicipalityCode,
  reference: Reference,
  appliedOn: IsoDate
}).annotate({ identifier: "SelfSettlementApplication", description: "søknad om avtalt selvbosetting" })
export type Application = typeof Application.Type

export const Lease = Schema.Struct({
  checkedOn: IsoDate.annotateKey({ description: "The day the municipality looked at it" }),
  suitable: Schema.Boolean.annotate({ description: "The lease holds, and the dwelling fits the household" }),
  rooms: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 30 })).annotate({
    description: "Rooms besides kitchen and bath"
  }),
  stepFree: Schema.Boolean,
  availableFrom: IsoDate
}).annotate({ identifier: "LeaseCheck", description: "What the municipality says of the lease and the dwelling" })
export type Lease = typeof Lease.Type

/** Whoever does not settle herself is placed like everybody else, and has come some other way. */
const noSelfSettlement = {
  reason: Schema.NonEmptyString.check(Schema.isMaxLength(2000)),
  route: Schema.optionalKey(
    Route.check(Schema.makeFilter((route: Route) => !isFixed(route))).annotate({
      description: "For a household the round was told settles itself: how it came; reception-centre unless said"
    })
  )
}

export const SelfSettlementDecision = Schema.Union([
  Schema.TaggedStruct("agree", { agreedOn: IsoDate }),
  Schema.TaggedStruct("refuse", noSelfSettlement),
  Schema.TaggedStruct("withdraw", noSelfSettlement)
]).annotate({ identifier: "SelfSettlementDecision", description: "IMDi's yes or no, or that it was taken back" })
export type SelfSettlementDecision = typeof SelfSettlementDecision.Type

/** Where each decision leads from `pending`; nothing leads on from there. */
export const decidedState = {
  agree: "agreed",
  refuse: "refused",
  withdraw: "withdrawn"
} as const satisfies Readonly<Record<SelfSettlementDecision["_tag"], SelfSettlementState>>

/** Those of the households whose application is not decided yet, in the order they are named. */
export const pendingAmong = (
  households: ReadonlyArray<HouseholdId>,
  pending: ReadonlySet<string>
): ReadonlyArray<HouseholdId> => households.filter((household) => pending.has(household))

/** What must be confirmed before vedtak (S5) is confirmed with the lease; undefined while it is not looked at or not good. */
export const confirmedByLease = (lease: Lease | null): ReadonlyArray<Confirmation> | undefined =>
  lease?.suitable === true
    ? [{ _tag: "dwelling", rooms: lease.rooms, stepFree: lease.stepFree, availableFrom: lease.availableFrom }]
    : undefined

/** What the lease says nothing about and must be confirmed before vedtak all the same (S5). */
export const besidesLease = (household: Household, lease: Lease, on: IsoDate): ReadonlyArray<RequiredConfirmation> => {
  const matching = { questions: serviceClasses, schoolConfirmed: false, moveBy: lease.availableFrom }
  return requiredConfirmations(needFacts(household, on, matching)).filter(({ _tag }) => _tag !== "dwelling")
}

/** Municipalities in whose regions it may not live (S3): where it is in danger, and where those it must not meet will be. */
export const awayFrom = (
  round: Round,
  household: Household,
  placed: ReadonlyMap<HouseholdId, MunicipalityCode>
): ReadonlyArray<MunicipalityCode> => {
  const avoided = new Set(
    round.protectedPairs.filter((pair) => pair.includes(household.id)).flatMap((pair) => [...pair])
  )
  const others = round.ordinary.filter(({ id }) => id !== household.id && avoided.has(id))
  return [
    ...(household.protection?.awayFrom ?? []),
    ...others.flatMap(({ fixedMunicipality, id }) => placed.get(id) ?? fixedMunicipality ?? [])
  ]
}

type EncodedHousehold = Pick<typeof Household.Encoded, "route" | "fixedMunicipality">

/** The household once it does not settle itself; undefined when the round never said that it would. */
export const unfixed = <T extends EncodedHousehold>(
  household: T,
  route: Route = "reception-centre"
): Omit<T, "fixedMunicipality"> | undefined => {
  if (!isFixed(household.route)) return undefined
  const { fixedMunicipality: _, ...rest } = household
  return { ...rest, route }
}
