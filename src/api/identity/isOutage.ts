/** Whether what the OIDC client threw means that the provider does not answer, as against that the answer does not hold. */
import { Predicate } from "effect"
import { ClientError, ResponseBodyError } from "openid-client"

const outages = new Set(["OAUTH_TIMEOUT", "OAUTH_ABORT", "OAUTH_RESPONSE_IS_NOT_CONFORM", "OAUTH_RESPONSE_IS_NOT_JSON"])
const firstServerError = 500

export const isOutage = (cause: unknown): boolean => {
  if (cause instanceof ResponseBodyError) return cause.status >= firstServerError
  if (cause instanceof ClientError) return outages.has(cause.code ?? "")
  // What fetch throws when nobody listens.
  return cause instanceof TypeError && !Predicate.hasProperty(cause, "code")
}
