/** The cookies of a browser, as far as the tests need them: kept by name, sent back, dropped when the server drops them. */
export const makeCookieJar = () => {
  const cookies = new Map<string, string>()
  return {
    cookies,
    /** The header to send. */
    header: (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    /** Takes what an answer sets; answers the raw lines. */
    take: (response: Response): ReadonlyArray<string> => {
      const lines = response.headers.getSetCookie()
      for (const line of lines) {
        const [pair = ""] = line.split(";")
        const at = pair.indexOf("=")
        if (/max-age=0/iu.test(line) || /expires=thu, 01 jan 1970/iu.test(line)) cookies.delete(pair.slice(0, at))
        else cookies.set(pair.slice(0, at), pair.slice(at + 1))
      }
      return lines
    }
  }
}

/** Follows redirects of a provider over HTTP until one leads to `until`; answers that address. */
export const followTo = async (start: string, until: string, jar = makeCookieJar()): Promise<string> => {
  let address = start
  for (let hops = 0; hops < 10; hops++) {
    if (address.startsWith(until)) return address
    const response = await fetch(address, { redirect: "manual", headers: { cookie: jar.header() } })
    jar.take(response)
    const location = response.headers.get("location")
    if (location === null) throw new Error(`the provider answered ${response.status}: ${await response.text()}`)
    address = new URL(location, address).href
  }
  throw new Error("the provider redirects for ever")
}
