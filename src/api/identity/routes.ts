/** Everything under /auth. Where there is no demo its role picker is not there at all. */
import { Hono } from "hono"
import type { RequestEnv } from "../problem.ts"
import { demoRoutes } from "./demoRoutes.ts"
import type { IdentityRuntime } from "./IdentityRuntime.ts"
import type { IdentitySettings } from "./IdentitySettings.ts"
import { loginRoutes } from "./loginRoutes.ts"
import { sessionRoutes } from "./sessionRoutes.ts"

export const identityRoutes = (runtime: IdentityRuntime, settings: IdentitySettings) => {
  const picker =
    settings.mode === "demo" ? demoRoutes(runtime, settings) : (new Hono() as ReturnType<typeof demoRoutes>)
  return new Hono<RequestEnv>()
    .route("/", loginRoutes(runtime, settings))
    .route("/", sessionRoutes(runtime, settings))
    .route("/demo", picker)
}
