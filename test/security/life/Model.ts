/**
 * A round's whole life in few words, kept by hand beside the real one: states, versions, places and refusals. Knows nothing
 * of the program but the names of its states.
 */
export type Who = "first" | "second"

export interface Family {
  readonly persons: number
  state: string
  version: number
  /** Version of the household's file. */
  file: number
  /** Where it has been asked for or goes. */
  at: string | null
  /** The latest request for it. */
  request: { readonly id: string; readonly at: string; version: number; state: string } | undefined
  decided: { readonly at: string; readonly isOverride: boolean } | undefined
  choice: "lock" | "hold" | undefined
  settlement: string
  arrived: number
}

type Places = ReadonlyMap<string, string>

export interface Life {
  readonly families: ReadonlyMap<string, Family>
  /** Persons each municipality has decided to take. */
  readonly decided: Map<string, number>
  state: string
  version: number
  input: number
  submittedBy: Who | undefined
  plan: { readonly id: string; readonly input: number; readonly places: Places } | undefined
  published: Places | undefined
}

export const family = (life: Life, household: string): Family => life.families.get(household)!

/** What the plan was made from is no longer so. */
export const changeInput = (life: Life): void => {
  life.state = "draft"
  life.submittedBy = undefined
  life.input++
  life.version++
}

export const moveRound = (life: Life, state: string, submittedBy: Who | undefined): void => {
  life.state = state
  life.submittedBy = submittedBy
  life.version++
}

/** Why there is no plan to act on; undefined when there is. */
export const planRefusal = ({ input, plan }: Life): string | undefined => {
  if (plan === undefined) return "ActRefused no-plan"
  return plan.input === input ? undefined : "ActRefused plan-outdated"
}

export const step = (one: Family, state: string, at: string | null = one.at): void => {
  one.state = state
  one.version++
  one.at = at
}

const way = new Set(["agreed", "decided", "informed", "move-agreed", "settled"])

export const placesAt = ({ families, published }: Life, code: string) => {
  const all = [...families]
  const sum = (count: (one: Family, name: string) => number) =>
    all.reduce((total, [name, one]) => total + count(one, name), 0)
  const asked = sum((one) => (one.state === "requested" && one.at === code ? one.persons : 0))
  const settled = sum((one) => (one.at === code && way.has(one.state) ? one.arrived : 0))
  const agreed = sum((one) => (one.at === code && way.has(one.state) ? one.persons : 0)) - settled
  const planned = sum((one, name) => (one.state === "waiting" && published?.get(name) === code ? one.persons : 0))
  return { asked, agreed, settled, planned }
}

/** Everybody of the plan who waits has been decided on as the plan says. */
export const isReady = ({ families, plan }: Life): boolean =>
  [...(plan?.places ?? [])].every(([name, at]) => {
    const one = families.get(name)!
    return one.state !== "waiting" || one.decided?.at === at
  })
