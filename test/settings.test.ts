/** Feature under test: the environment, and why Treff does not start in production. */
import { readdir, readFile } from "node:fs/promises"
import { inspect } from "node:util"
import { Effect } from "effect"
import { describe, expect, test } from "vitest"
import { unknownVariables, variableNames } from "../src/environmentNames.ts"
import { productionRefusals } from "../src/productionRefusals.ts"
import { oidcOf, settingsFrom } from "../src/settings.ts"

type Environment = Parameters<typeof settingsFrom>[0]

const root = new URL("../", import.meta.url)
const whole = {
  TREFF_MODE: "production",
  TREFF_URL: "https://treff.example.no",
  TREFF_KEY: "TYBz1oIUXWsPeOjxCVBYqLzRFvPQzVmkkGPKBTFRVE4=",
  DATABASE_URL: "postgres://treff:hemmelig@db/treff",
  OIDC_ISSUER: "https://login.example.no",
  OIDC_CLIENT_ID: "treff",
  OIDC_CLIENT_SECRET: "hemmelig-klient",
  SMTP_URL: "smtps://treff:hemmelig@mail.example.no"
}
const read = (environment: Environment) => Effect.runPromise(settingsFrom(environment))
const refusals = async (environment: Environment) => productionRefusals(await read(environment))
const names = async (environment: Environment) => (await refusals(environment)).map((line) => line.split(" ")[0])

describe("production", () => {
  test("starts with everything there", async () => {
    expect(await refusals(whole)).toEqual([])
    const hex = "4d8073d682145d6b0f78e8f1095058a8bcd116f3d0cd59a49063ca05315154e2"
    expect(await refusals({ ...whole, TREFF_KEY: hex })).toEqual([])
    expect(await refusals({ ...whole, TREFF_KEY: whole.TREFF_KEY.slice(0, -1) })).toEqual([])
  })

  test.each(Object.keys(whole).filter((name) => name !== "TREFF_MODE"))("names %s when it is missing", async (name) => {
    expect(await names({ ...whole, [name]: undefined })).toEqual([name])
    expect(await names({ ...whole, [name]: "" })).toEqual([name])
  })

  test("names everything that is missing at once, one line each", async () => {
    const lines = await refusals({ TREFF_MODE: "production" })
    expect(lines.map((line) => line.split(" ")[0])).toEqual([
      "DATABASE_URL",
      "TREFF_URL",
      "TREFF_KEY",
      "OIDC_ISSUER",
      "OIDC_CLIENT_ID",
      "OIDC_CLIENT_SECRET",
      "SMTP_URL"
    ])
    for (const line of lines) expect(line).toMatch(/^[^\n]+\.$/u)
  })

  test.each([
    ["the same byte, hex", "00".repeat(32)],
    ["the same byte, base64", Buffer.alloc(32, 7).toString("base64")],
    ["counting", Buffer.from(Array.from({ length: 32 }, (_, n) => n)).toString("hex")],
    ["a short pattern", "0123456789abcdef".repeat(4)],
    ["two words", Buffer.from("treff-treff-treff-treff-treff-tr").toString("base64")],
    ["31 bytes", Buffer.alloc(31, 1).toString("base64")],
    ["33 bytes", "ab".repeat(33)],
    ["a sentence", "this is not a key at all"]
  ])("refuses a key that is %s", async (_name, key) => {
    const lines = await refusals({ ...whole, TREFF_KEY: key })
    expect(lines.map((line) => line.split(" ")[0])).toEqual(["TREFF_KEY"])
    expect(lines.join()).not.toContain(key)
  })

  test("wants TLS to the public, to IMDi's provider and to the municipalities'", async () => {
    expect(await names({ ...whole, TREFF_URL: "http://treff.example.no" })).toEqual(["TREFF_URL"])
    expect(await names({ ...whole, OIDC_ISSUER: "http://login.example.no" })).toEqual(["OIDC_ISSUER"])
    const own = {
      OIDC_MUNICIPALITY_ISSUER: "http://kommune.example.no",
      OIDC_MUNICIPALITY_CLIENT_ID: "treff",
      OIDC_MUNICIPALITY_CLIENT_SECRET: "hemmelig"
    }
    expect(await names({ ...whole, ...own })).toEqual(["OIDC_MUNICIPALITY_ISSUER"])
  })

  test("refuses half an identity provider for municipalities", async () => {
    expect(await names({ ...whole, OIDC_MUNICIPALITY_ISSUER: "https://kommune.example.no" })).toEqual([
      "OIDC_MUNICIPALITY_CLIENT_ID",
      "OIDC_MUNICIPALITY_CLIENT_SECRET"
    ])
  })
})

test("the demo needs nothing", async () => {
  expect(await refusals({})).toEqual([])
  expect(oidcOf(await read({}))).toBeUndefined()
})

test("municipalities use IMDi's provider until they have their own", async () => {
  const one = oidcOf(await read(whole))
  expect(one?.municipality).toBe(one?.imdi)
  const two = oidcOf(
    await read({
      ...whole,
      OIDC_MUNICIPALITY_ISSUER: "https://kommune.example.no",
      OIDC_MUNICIPALITY_CLIENT_ID: "treff",
      OIDC_MUNICIPALITY_CLIENT_SECRET: "hemmelig"
    })
  )
  expect(two?.imdi.issuer).toBe("https://login.example.no")
  expect(two?.municipality.issuer).toBe("https://kommune.example.no")
})

test.each([
  ["TREFF_MODE", "prod"],
  ["PORT", "-1"],
  ["PORT", "http"],
  ["TREFF_URL", "treff.example.no"],
  ["TREFF_URL", "ftp://treff.example.no"],
  ["TREFF_URL", "https://treff.example.no/treff"],
  ["TREFF_URL", "https://treff.example.no/?a=b"],
  ["TREFF_URL", "https://treff.example.no/#a"],
  ["TREFF_URL", "https://treff:hemmelig@treff.example.no"],
  ["SMTP_URL", "mail.example.no"],
  ["SMTP_URL", "https://mail.example.no"],
  ["SMTP_FROM", "Treff"],
  ["SMTP_FROM", "Treff <treff@example.no>, Andre <andre@example.no>"],
  ["SMTP_FROM", "treff@example.no\nBcc: andre@example.no"],
  ["OIDC_ISSUER", "login"],
  ["OIDC_MUNICIPALITY_ISSUER", "login"]
])("%s = %s is not understood", async (name, value) => {
  const error = await Effect.runPromise(Effect.flip(settingsFrom({ [name]: value })))
  expect(error.message).toContain(`${name} is not understood.`)
  expect(error.message).not.toMatch(/\n|hemmelig/u)
})

test("the public address is kept as browsers tell it, and senders as they were written", async () => {
  expect((await read({ TREFF_URL: "https://Treff.Example.no:443/" })).url).toBe("https://treff.example.no")
  expect((await read({})).mailFrom).toBeUndefined()
  for (const sender of ["treff@example.no", "Treff for IMDi <treff@imdi.example.no>", "Bosetting på Ås <a+b@x.no>"])
    expect((await read({ SMTP_FROM: sender })).mailFrom).toBe(sender)
})

test("a variable that looks like ours is told with the one that is meant", () => {
  expect(unknownVariables({ TREFF_URI: "", TREFF_MODUS: "", TREFF_URL: "", TREFF_SEED: "", HOME: "" })).toEqual([
    "TREFF_URI is no variable of Treff and is not read. Is TREFF_URL meant?",
    "TREFF_MODUS is no variable of Treff and is not read. Is TREFF_MODE meant?"
  ])
})

describe("README's table of variables", () => {
  const sources = async (folder: string): Promise<ReadonlyArray<string>> => {
    const names = await readdir(new URL(folder, root), { recursive: true })
    return await Promise.all(
      names
        .filter((name) => /\.m?ts$|\.mjs$/u.test(name))
        .map((name) => readFile(new URL(`${folder}${name}`, root), "utf8"))
    )
  }

  test("names every variable that is read, and none besides", async () => {
    const asked = new Set<string>()
    await read(new Proxy({}, { get: (_, name) => void asked.add(String(name)) }))
    expect([...asked].sort()).toEqual([...variableNames].sort())
    const code = [...(await sources("src/")), ...(await sources("bin/"))].join("\n")
    for (const [, name] of code.matchAll(/process\.env(?:\.|\[["'])(\w+)/gu)) asked.add(name!)

    const readme = await readFile(new URL("README.md", root), "utf8")
    const table = /\n## Settings\n\n([\s\S]*?)\n\n/u.exec(readme)![1]!
    const told = table
      .split("\n")
      .flatMap((row) => [...row.split("|")[1]!.matchAll(/`(\w+)`/gu)].map(([, name]) => name))
    expect(told.toSorted()).toEqual([...asked].sort())
  })
})

test("no secret is shown when settings are printed", async () => {
  const settings = await read(whole)
  expect(`${JSON.stringify(settings)}${inspect(settings, { depth: 9 })}`).not.toMatch(/hemmelig|TYBz/u)
})
