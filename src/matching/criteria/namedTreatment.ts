/** A required treatment is confirmed in the municipality; undeclared is a question. Distance alone never excludes (S5). */
import { hard, met } from "../Criterion.ts"
import { declaredService, requiredServices } from "./services.ts"

export const namedTreatment = hard<{ readonly services: string }>({
  id: "named-treatment",
  level: "hard",
  reference: "R13–R15; S5, S22",
  concern: (household, world) => {
    const services = requiredServices(household, world)
    return services.length === 0 ? null : { services: services.join(",") }
  },
  evaluate: ({ services }, place, world) => {
    const open = services.split(",").filter((service) => declaredService(place, service, world) === undefined)
    return open.length === 0 ? met : { _tag: "unknown", questions: open }
  }
})
