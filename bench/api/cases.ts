/** Casework for the load to work on: a round of its own solved, decided, published and sent, of which some requests have a yes. */
import { randomUUID } from "node:crypto"
import type { BenchSession } from "./sessions.ts"

interface Sent {
  readonly id: string
  readonly municipality: string
}

interface Required {
  readonly _tag: string
  readonly rooms?: number
  readonly stepFree?: boolean
  readonly by?: string
}

interface Ask {
  readonly body?: unknown
  readonly version?: number
}

/** Asks as a browser of that session does; whatever is not 200 ends the bench. */
const asks =
  (address: string) =>
  async ({ token }: BenchSession, method: string, path: string, { body, version }: Ask = {}): Promise<string> => {
    const answer = await fetch(`${address}/api/v1${path}`, {
      method,
      headers: {
        cookie: `treff=${token}`,
        ...(method === "GET"
          ? {}
          : {
              origin: address,
              "treff-request": "1",
              "idempotency-key": randomUUID(),
              "content-type": "application/json"
            }),
        ...(version === undefined ? {} : { "if-match": `"v${version}"` })
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return text
  }

export const casesOver = (address: string) => {
  const ask = asks(address)
  const read = async <A>(who: BenchSession, path: string): Promise<A> => JSON.parse(await ask(who, "GET", path))

  /** Households an officer may open, and the plan that may be decided on with those it places. */
  const decidable = async (officer: BenchSession, round: string) => {
    const { plan, placements } = await read<{
      plan: string
      placements: ReadonlyArray<{ readonly household: string; readonly state: string }>
    }>(officer, `/rounds/${round}/recommendations`)
    const placed = placements.filter(({ state }) => state === "placed").map(({ household }) => household)
    return { plan, placed, households: placements.map(({ household }) => household) }
  }

  /** Solves, decides, publishes and sends; the requests that are open after it. */
  const send = async (officer: BenchSession, second: BenchSession, round: string): Promise<ReadonlyArray<Sent>> => {
    const { run } = JSON.parse(await ask(officer, "POST", `/rounds/${round}/runs`)) as { readonly run: string }
    // The stream ends with the run.
    await ask(officer, "GET", `/runs/${run}/events`)
    const { placed, plan } = await decidable(officer, round)
    const decisions = placed.map((household) => ({ _tag: "follow", household }))
    const decided = JSON.parse(await ask(officer, "POST", `/rounds/${round}/decisions`, { body: { plan, decisions } }))
    const submitted = JSON.parse(await ask(officer, "POST", `/rounds/${round}/submission`, decided))
    await ask(second, "POST", `/rounds/${round}/publication`, submitted)
    await ask(officer, "POST", `/rounds/${round}/requests`, { body: { households: placed } })
    return (await read<{ requests: ReadonlyArray<Sent> }>(officer, `/rounds/${round}/requests`)).requests
  }

  /** Says yes where nothing but a dwelling must be confirmed; whether it did. */
  const accept = async (office: BenchSession, request: string): Promise<boolean> => {
    const { required, version } = await read<{ required: ReadonlyArray<Required>; version: number }>(
      office,
      `/requests/${request}`
    )
    if (required.some(({ _tag }) => _tag !== "dwelling")) return false
    const confirmations = required.map(({ by, rooms, stepFree }) => ({
      _tag: "dwelling",
      rooms,
      stepFree,
      availableFrom: by
    }))
    const body = { _tag: "accept", confirmations }
    // The round is a copy: whoever has a place in the one it was made from is refused another.
    return await ask(office, "POST", `/requests/${request}/answer`, { body, version }).then(
      () => true,
      (refused: Error) => {
        if (!refused.message.includes("already-placed")) throw refused
        return false
      }
    )
  }

  return { decidable, send, accept }
}
