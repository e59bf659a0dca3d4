/** Random tokens that browsers hold and the hashes the database holds: who reads a table can use none of them. */
import { createHash, randomBytes } from "node:crypto"

const bytes = 32

export const newToken = (): string => randomBytes(bytes).toString("base64url")

/** 256 random bits need no slow hash. */
export const hashOf = (token: string): Uint8Array => createHash("sha256").update(token).digest()

/** What no token of ours looks like is not asked about. */
export const looksLikeToken = (text: string): boolean => /^[\w-]{43}$/u.test(text)
