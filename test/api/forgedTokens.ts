/** Tokens as a provider would send them, and 53 ways of forging one. */
import { exportSPKI } from "jose"
import { type ForgedProvider, newKey } from "../support/forgedProvider.ts"

/** Makes a token for a login's nonce. */
export type Make = (nonce: string) => Promise<unknown> | unknown

export const forgedTokens = (current: () => ForgedProvider) => {
  const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString("base64url")
  const right: Make = (nonce) => current().sign(current().claims(nonce))
  const claiming = (change: Record<string, unknown>, header = {}): Make => {
    return (nonce) => current().sign({ ...current().claims(nonce), ...change }, header)
  }
  const without = (claim: string): Make => {
    return (nonce) => {
      const { [claim]: _, ...claims } = current().claims(nonce) as Record<string, unknown>
      return current().sign(claims)
    }
  }
  const signedBy = (alg: string, header: Record<string, unknown> = {}): Make => {
    return async (nonce) => {
      const { jwk, privateKey } = await newKey("one", alg)
      return current().sign(current().claims(nonce), { alg, ...(header.jwk === true ? { jwk } : header) }, privateKey)
    }
  }
  const altered = (change: (parts: Array<string>, nonce: string) => Array<string>): Make => {
    return async (nonce) => change((await current().sign(current().claims(nonce))).split("."), nonce).join(".")
  }

  const forgeries: ReadonlyArray<readonly [string, Make]> = [
    ["alg none", altered(([, body = ""]) => [encoded({ alg: "none" }), body, ""])],
    [
      "alg none with the signature left",
      altered(([, body = "", end = ""]) => [encoded({ alg: "none", kid: "one" }), body, end])
    ],
    ["alg None", altered(([, body = ""]) => [encoded({ alg: "None" }), body, ""])],
    ["alg empty", altered(([, body = ""]) => [encoded({ alg: "" }), body, ""])],
    ["no alg", altered(([, body = "", end = ""]) => [encoded({ kid: "one" }), body, end])],
    [
      "HS256 with the public key as PEM",
      async (nonce) => {
        const pem = new TextEncoder().encode(await exportSPKI(current().key.publicKey))
        return current().sign(current().claims(nonce), { alg: "HS256" }, pem)
      }
    ],
    [
      "HS256 with the modulus",
      (nonce) =>
        current().sign(current().claims(nonce), { alg: "HS256" }, Buffer.from(current().key.jwk.n ?? "", "base64url"))
    ],
    [
      "HS256 with the client's secret",
      (nonce) =>
        current().sign(
          current().claims(nonce),
          { alg: "HS256" },
          new TextEncoder().encode("a secret of the test, long enough")
        )
    ],
    ["RS512", signedBy("RS512")],
    ["PS256", signedBy("PS256")],
    ["ES256", signedBy("ES256")],
    ["another key under the same kid", signedBy("RS256")],
    ["another key, no kid", signedBy("RS256", { kid: undefined })],
    ["another key under an unknown kid", signedBy("RS256", { kid: "two" })],
    ["the right key under an unknown kid", claiming({}, { kid: "two" })],
    ["its own key in the header", signedBy("RS256", { jwk: true })],
    ["jku in the header", signedBy("RS256", { jku: "http://127.0.0.1:1/keys" })],
    ["x5u in the header", signedBy("RS256", { x5u: "http://127.0.0.1:1/cert" })],
    ["kid as a path", signedBy("RS256", { kid: "../../../../dev/null" })],
    ["typ at+jwt", claiming({}, { typ: "at+jwt" })],
    ["typ logout+jwt", claiming({}, { typ: "logout+jwt" })],
    ["aud of another client", claiming({ aud: "another" })],
    ["aud with ours as a part", claiming({ aud: "treff2" })],
    ["aud as an address", claiming({ aud: "https://treff.test" })],
    ["many audiences and no azp", claiming({ aud: ["treff", "another"] })],
    ["azp of another client", claiming({ aud: ["treff", "another"], azp: "another" })],
    ["empty aud", claiming({ aud: [] })],
    ["no aud", without("aud")],
    ["iss of another", claiming({ iss: "https://issuer.example" })],
    ["iss with a slash more", (nonce) => claiming({ iss: `${current().issuer}/` })(nonce)],
    ["no iss", without("iss")],
    ["no sub", without("sub")],
    ["sub as a number", claiming({ sub: 17 })],
    ["no nonce", without("nonce")],
    ["another nonce", claiming({ nonce: "another" })],
    ["an empty nonce", claiming({ nonce: "" })],
    ["no exp", without("exp")],
    ["no iat", without("iat")],
    ["exp as text", claiming({ exp: "2999-01-01" })],
    ["expired", (nonce) => claiming({ exp: current().now() - 60 })(nonce)],
    ["expired 11 seconds ago", (nonce) => claiming({ exp: current().now() - 11 })(nonce)],
    ["not valid before a minute", (nonce) => claiming({ nbf: current().now() + 60 })(nonce)],
    ["not valid before 12 seconds", (nonce) => claiming({ nbf: current().now() + 12 })(nonce)],
    [
      "a claim changed after signing",
      altered(([head = "", , end = ""], nonce) => [head, encoded({ ...current().claims(nonce), sub: "another" }), end])
    ],
    ["a signature cut short", altered(([head = "", body = "", end = ""]) => [head, body, end.slice(0, -8)])],
    ["no signature", altered(([head = "", body = ""]) => [head, body, ""])],
    ["two parts", altered(([head = "", body = ""]) => [head, body])],
    ["five parts", altered((parts) => [...parts, "a", "b"])],
    ["crit that nobody knows", claiming({}, { crit: ["exp2"], exp2: 1 })],
    ["no token", () => undefined],
    ["an empty token", () => ""],
    ["a token that is a number", () => 17],
    ["a token that is no token", () => "no.token.atall"]
  ]

  return { right, claiming, forgeries }
}
