/**
 * Whether the audit log is the one that was written: each row follows its predecessor's hash, and anchors kept elsewhere
 * lie in it. Owns what a row's hash covers, the same as audit.append in SQL. Pure; pages come in order and the first fault ends it.
 */
import { createHash } from "node:crypto"

/** A row as text, exactly as it was hashed. */
export interface ChainRow {
  readonly seq: number
  readonly at: string
  readonly organisation: string | null
  readonly roles: string | null
  readonly session: string | null
  readonly request: string | null
  readonly purpose: string | null
  readonly basis: string | null
  readonly action: string
  /** JSON array of names. */
  readonly fields: string
  readonly outcome: string
  readonly count: string | null
  /** Digest of salt, actor and subject, in hex like all below. */
  readonly content: string
  readonly prev: string
  readonly hash: string
  /** Null once erased. */
  readonly salt: string | null
  readonly user_id: string | null
  readonly subject: string | null
}

export interface Head {
  readonly seq: number
  readonly hash: string
}

export const emptyHead: Head = { seq: 0, hash: "00".repeat(32) }

export type FaultKind = "edited" | "gap" | "order" | "prev" | "short" | "rewritten" | "anchor"

export interface Fault {
  readonly seq: number
  readonly kind: FaultKind
}

export type Anchors = ReadonlyMap<number, string>

const framed = (value: string | null): string => (value === null ? "-;" : `${Buffer.byteLength(value)}:${value};`)

const sha256 = (before: string, text: string): string =>
  createHash("sha256").update(Buffer.from(before, "hex")).update(text).digest("hex")

export const hashOfRow = (row: ChainRow): string =>
  sha256(
    row.prev,
    [
      String(row.seq),
      row.at,
      row.organisation,
      row.roles,
      row.session,
      row.request,
      row.purpose,
      row.basis,
      row.action,
      row.fields,
      row.outcome,
      row.count,
      row.content
    ]
      .map(framed)
      .join("")
  )

export const digestOfContent = (salt: string, user: string, subject: string): string =>
  sha256(salt, framed(user) + framed(subject))

const contentHolds = ({ content, salt, subject, user_id }: ChainRow): boolean =>
  salt === null || user_id === null || subject === null || digestOfContent(salt, user_id, subject) === content

const faultOf = (head: Head, row: ChainRow, page: ReadonlyArray<ChainRow>, anchors: Anchors): Fault | undefined => {
  const expected = head.seq + 1
  if (row.seq < expected) return { seq: row.seq, kind: "order" }
  if (row.seq > expected) return { seq: expected, kind: page.some(({ seq }) => seq === expected) ? "order" : "gap" }
  if (row.prev !== head.hash) return { seq: row.seq, kind: "prev" }
  if (!contentHolds(row) || hashOfRow(row) !== row.hash) return { seq: row.seq, kind: "edited" }
  const anchor = anchors.get(row.seq)
  return anchor === undefined || anchor === row.hash ? undefined : { seq: row.seq, kind: "rewritten" }
}

/** The head after a page, or the first fault on it. */
export const verifyPage = (head: Head, page: ReadonlyArray<ChainRow>, anchors: Anchors): Head | Fault => {
  let last = head
  for (const row of page) {
    const fault = faultOf(last, row, page, anchors)
    if (fault !== undefined) return fault
    last = { seq: row.seq, hash: row.hash }
  }
  return last
}

/** Asked of the last head: an anchor beyond it says that a tail was cut off. */
export const verifyEnd = (head: Head, anchors: Anchors): Fault | undefined =>
  [...anchors.keys()].some((seq) => seq > head.seq) ? { seq: head.seq + 1, kind: "short" } : undefined
