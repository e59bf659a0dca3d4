/** Where the browser goes after login: a path of ours, as it was asked for, or nowhere. Refuses everything another host could stand behind. */

/** No backslash and no sign that browsers drop or turn into a slash. */
const ownPath = /^\/(?!\/)[\w\-./~%?&=+:;,@!$'()*]*$/u
const longest = 512
/** Any host does: a path of ours stays on it. */
const host = "https://treff.invalid"

/** Undefined when it is not a path of ours. */
export const returnPathOf = (asked: string): string | undefined => {
  if (asked.length > longest || !ownPath.test(asked) || !URL.canParse(asked, host)) return undefined
  const { origin, pathname, search } = new URL(asked, host)
  return origin === host && !pathname.startsWith("//") ? pathname + search : undefined
}
