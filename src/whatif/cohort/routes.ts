/** Route, permit date, host municipality and rounds held of every household. A self-settler is given a place or is none. */
import { addDays, type IsoDate } from "../../domain/IsoDate.ts"
import { hasHostMunicipality, Route } from "../../domain/Route.ts"
import { sizeOf } from "./composition.ts"
import type { CapacityEncoded } from "./encoded.ts"
import type { Geography } from "./Geography.ts"
import { margins } from "./margins.ts"
import type { Peopled } from "./members.ts"
import { deal, dealBySize, type Shares } from "./quota.ts"
import type { Random } from "./random.ts"

export interface Routed extends Peopled {
  readonly route: Route
  readonly waited: number
  readonly permitOn: IsoDate
  readonly roundsHeld: number
  readonly host?: string
  readonly fixed?: string
}

const persons = (household: Peopled): number => sizeOf(household.shape)
const part = <C extends string>(share: number, shares: Shares<C>): Shares<C> => {
  const sum = Object.values<number>(shares).reduce((all, one) => all + one, 0)
  return Object.fromEntries(
    Object.entries<number>(shares).map(([category, one]) => [category, (share * one) / sum])
  ) as Shares<C>
}

const none = Object.fromEntries(Route.literals.map((route) => [route, 0])) as Record<Route, number>
const otherRoutes = margins["other-route"].shares
const routeShares: Readonly<Record<Peopled["shape"]["background"], Shares<Route>>> = {
  ukraine: { ...none, ...margins["ukraine-route"].shares },
  other: {
    ...none,
    ...part(otherRoutes.centre, margins["centre-kind"].shares),
    ...part(otherRoutes.transfer, margins["transfer-kind"].shares),
    private: otherRoutes.private
  }
}

const minorRoute = { ukraine: "collective-protection", other: "reception-centre" } as const

const dealRoutes = (households: ReadonlyArray<Peopled>, random: Random): Map<Peopled, Route> => {
  const routes = new Map<Peopled, Route>()
  for (const background of ["ukraine", "other"] as const) {
    const own = households.filter((household) => household.shape.background === background)
    const minors = own.filter((household) => household.shape.kind === "minor")
    // Minors live in centres: what they fill of that route is taken off before the others are dealt.
    const total = own.reduce((all, one) => all + persons(one), 0)
    const sum = Object.values(routeShares[background]).reduce((all, one) => all + one, 0)
    const route = minorRoute[background]
    const left = Math.max(0, (total * routeShares[background][route]) / sum - minors.length)
    const shares = part(total, routeShares[background])
    for (const minor of minors) routes.set(minor, route)
    const rest = own.filter((household) => household.shape.kind !== "minor")
    for (const [household, dealt] of dealBySize(rest, persons, { ...shares, [route]: left }, random))
      routes.set(household, dealt)
  }
  return routes
}

const dealWaits = (households: ReadonlyArray<Peopled>, random: Random): Map<Peopled, number> => {
  const minors = households.filter((household) => household.shape.kind === "minor")
  const others = households.filter((household) => household.shape.kind !== "minor")
  const bands = [
    ...dealBySize(others, persons, margins.waiting.shares, random),
    ...deal(minors, margins["minors-waiting"].shares, random)
  ]
  return new Map(
    bands.map(([household, band]) => {
      const [low = 0, high = 0] = band.split("-").map(Number)
      return [household, random.between(low, high)]
    })
  )
}

/** Agreed municipalities: drawn by inhabitants among those with room left, each place used once. */
const dealAgreed = (
  households: ReadonlyArray<Peopled>,
  capacities: ReadonlyArray<CapacityEncoded>,
  geography: Geography,
  random: Random
): Map<Peopled, string> => {
  const room = new Map(capacities.map((one) => [one.municipality, one.places]))
  const agreed = new Map<Peopled, string>()
  for (const household of households) {
    const size = persons(household)
    for (let tries = 0; tries < 200; tries++) {
      const { code } = geography.town(random)
      if ((room.get(code) ?? 0) < size) continue
      room.set(code, (room.get(code) ?? 0) - size)
      agreed.set(household, code)
      break
    }
  }
  return agreed
}

export const routeHouseholds = (
  households: ReadonlyArray<Peopled>,
  date: IsoDate,
  capacities: ReadonlyArray<CapacityEncoded>,
  geography: Geography,
  random: Random
): ReadonlyArray<Routed> => {
  const routes = dealRoutes(households, random)
  const waits = dealWaits(households, random)
  const settlers = households.filter((household) => routes.get(household) === "agreed-self-settlement")
  const agreed = dealAgreed(settlers, capacities, geography, random)
  const held = deal(
    households.filter((household) => (waits.get(household) ?? 0) >= 60 && !agreed.has(household)),
    margins.held.shares,
    random
  )
  return households.map((household) => {
    const fixed = agreed.get(household)
    const dealt = routes.get(household) ?? "private"
    // Without a free place there is nothing to agree on: the household asks for help as others who live privately.
    const route = dealt === "agreed-self-settlement" && fixed === undefined ? "private" : dealt
    const waited = waits.get(household) ?? 0
    const livesPrivately = route === "private" || route === "agreed-self-settlement"
    const host = (livesPrivately ? geography.town(random) : geography.centre(random)).code
    return {
      ...household,
      route,
      waited,
      permitOn: addDays(date, -waited),
      roundsHeld: Number(held.get(household) ?? 0),
      ...(hasHostMunicipality(route) ? { host } : {}),
      ...(fixed === undefined ? {} : { fixed })
    }
  })
}
