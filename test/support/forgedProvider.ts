/** A provider whose every answer the test decides: documents, keys and tokens, right or forged. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from "jose"

export interface SigningKey {
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
  readonly jwk: JWK
}

export const newKey = async (kid: string, alg = "RS256"): Promise<SigningKey> => {
  const pair = await generateKeyPair(alg, { extractable: true })
  return { ...pair, jwk: { ...(await exportJWK(pair.publicKey)), kid, alg, use: "sig" } }
}

export interface Answer {
  readonly status?: number
  readonly body: unknown
  readonly type?: string
}

const now = (): number => Math.floor(performance.timeOrigin / 1_000 + performance.now() / 1_000)

export const openForgedProvider = async () => {
  const key = await newKey("one")
  let answers: Record<string, () => Answer | Promise<Answer>> = {}
  const requests: Array<{ readonly path: string; readonly body: string }> = []
  const server = createServer(async (request, response) => {
    const parts: Array<Buffer> = []
    for await (const part of request) parts.push(part as Buffer)
    const path = request.url ?? ""
    requests.push({ path, body: Buffer.concat(parts).toString("utf8") })
    const { body, status = 200, type = "application/json" } = (await answers[path]?.()) ?? { status: 404, body: {} }
    response.writeHead(status, { "content-type": type })
    response.end(typeof body === "string" ? body : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const right = {
    "/.well-known/openid-configuration": () => ({
      body: {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ["code"],
        subject_types_supported: ["pairwise"],
        id_token_signing_alg_values_supported: ["RS256", "RS512", "PS256", "ES256", "HS256", "none"],
        authorization_response_iss_parameter_supported: true
      }
    }),
    "/keys": () => ({ body: { keys: [key.jwk] } })
  }

  return {
    issuer,
    key,
    requests,
    /** From here on answers rightly, but where the test says otherwise. */
    set: (other: Record<string, () => Answer | Promise<Answer>> = {}) => {
      answers = { ...right, ...other }
    },
    /** What a right token says. */
    claims: (nonce: string) => ({
      iss: issuer,
      aud: "treff",
      sub: "subject-of-the-test",
      nonce,
      iat: now(),
      exp: now() + 300,
      municipality: "0301"
    }),
    now,
    sign: (
      claims: Record<string, unknown>,
      header: Partial<JWTHeaderParameters> = {},
      by: CryptoKey | Uint8Array = key.privateKey
    ): Promise<string> =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: "RS256", kid: "one", ...header })
        .sign(by, { crit: { exp2: true } }),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}

export type ForgedProvider = Awaited<ReturnType<typeof openForgedProvider>>
