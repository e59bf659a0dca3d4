/** The header every write carries. A page elsewhere cannot send it without asking first, and is never allowed to. */
export const writeHeader = "Treff-Request"
export const writeHeaderValue = "1"
