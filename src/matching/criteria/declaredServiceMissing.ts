/** The municipality has declared that a required service is not there (S6). */
import { hard, met } from "../Criterion.ts"
import { declared } from "../World.ts"
import { declaredService, requiredServices } from "./services.ts"

export const declaredServiceMissing = hard<{ readonly services: string }>({
  id: "declared-service-missing",
  level: "hard",
  reference: "S6: a service exists, from a date, or not",
  concern: (household, world) => {
    const services = requiredServices(household, world)
    return services.length === 0 ? null : { services: services.join(",") }
  },
  evaluate: ({ services }, place, world) => {
    const missing = services.split(",").filter((service) => declaredService(place, service, world) === "no")
    if (missing.length === 0) return met
    return { _tag: "not-met", evidence: missing.map((service) => declared(world, place, "service-missing", service)) }
  }
})
