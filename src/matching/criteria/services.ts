/** Required, released health needs as services, and what a municipality has declared of a service. */
import type { Household } from "../../domain/Household.ts"
import { addDays } from "../../domain/IsoDate.ts"
import { isReleased, type ServiceClass } from "../../domain/Need.ts"
import { parameter } from "../parameters.ts"
import type { Place, World } from "../World.ts"

/** Sorted services every placement must have; needs without a valid release are left out (S22). */
export const requiredServices = (household: Household, world: World): ReadonlyArray<ServiceClass> => {
  const services = household.members.flatMap((member) =>
    member.healthNeeds
      .filter((need) => need.strength === "required" && isReleased(need, world.date))
      .map((need) => need.service)
  )
  return [...new Set(services)].sort()
}

/** `yes` also when the service starts soon enough; undefined when nothing is declared, or a start without its day. */
export const declaredService = (place: Place, service: string, world: World): "yes" | "no" | undefined => {
  const entry = place.municipality.declaration?.services?.find((one) => one.service === service)
  if (entry === undefined) return undefined
  if (entry.status === "not") return "no"
  if (entry.status === "exists") return "yes"
  if (entry.from === undefined) return undefined
  return entry.from <= addDays(world.nextRound, parameter("trackSoonDays")) ? "yes" : "no"
}
