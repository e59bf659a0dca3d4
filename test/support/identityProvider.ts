/** A real OpenID provider (oidc-provider) on a free port. It knows everybody: who comes is whom the test says. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { exportJWK, generateKeyPair } from "jose"
import Provider from "oidc-provider"

export interface IdentityProvider {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Who comes next. */
  readonly expect: (subject: string) => void
  readonly close: () => Promise<void>
}

export const openIdentityProvider = async (redirectUri: string): Promise<IdentityProvider> => {
  let subject = "nobody"
  let handle: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => void response.end()
  const server = createServer((request, response) => handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const clientId = "treff"
  const clientSecret = "a secret of the test, long enough"
  const { privateKey } = await generateKeyPair("RS256", { extractable: true })

  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [new URL("/", redirectUri).href],
        response_types: ["code"],
        grant_types: ["authorization_code"],
        id_token_signed_response_alg: "RS256"
      }
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: "one", use: "sig", alg: "RS256" }] },
    cookies: { keys: ["a key of the test"] },
    // Claims that must change nothing.
    claims: { openid: ["sub", "municipality", "roles", "name"] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, municipality: "0301", roles: ["imdi-lead"], name: "Kari Nordmann" })
    }),
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    // Nobody is asked for consent: the client is the controller's own.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client!.clientId,
        accountId: ctx.oidc.session!.accountId!
      })
      grant.addOIDCScope("openid")
      await grant.save()
      return grant
    }
  })
  const serve = provider.callback()
  handle = (request, response) => {
    if (request.url?.startsWith("/interaction/") === true)
      void provider.interactionFinished(request, response, { login: { accountId: subject } })
    else void serve(request, response)
  }
  return {
    issuer,
    clientId,
    clientSecret,
    expect: (next) => {
      subject = next
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}
