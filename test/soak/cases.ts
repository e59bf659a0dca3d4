/** Which test files prove which security cases, and how often each shall be repeated in all before a release. */
export interface SoakCase {
  /** Ids of the cases. */
  readonly cases: string
  readonly what: string
  readonly file: string
  /** Repetitions to reach, over all runs of the soak; a file's tests share it. */
  readonly goal: number
}

export const soakCases: ReadonlyArray<SoakCase> = [
  {
    cases: "A1",
    what: "another municipality's request is as unknown as no request; time, too",
    file: "test/soak/timing.soak.ts",
    goal: 5000
  },
  {
    cases: "A1 A2 A8 A12 K1",
    what: "what a municipality sees, in every state and role",
    file: "test/api/municipalityWalls.it.test.ts",
    goal: 5000
  },
  {
    cases: "A3 A9",
    what: "outside one's own rounds; fields nobody may set",
    file: "test/api/casesSecurity.it.test.ts",
    goal: 2500
  },
  {
    cases: "H5",
    what: "a person's own data",
    file: "test/api/oversight.it.test.ts",
    goal: 1000
  },
  {
    cases: "A3 A4 A12",
    what: "every route, asked by who has no business with it",
    file: "test/security/everyAddress.it.test.ts",
    goal: 5000
  },
  {
    cases: "A9 I6",
    what: "every write, from elsewhere or with a key too many",
    file: "test/security/everyWrite.it.test.ts",
    goal: 2000
  },
  { cases: "A2", what: "a yes that is undone", file: "test/security/yesUndone.it.test.ts", goal: 1000 },
  { cases: "A5", what: "no context, no rows", file: "test/security/noContext.it.test.ts", goal: 1000 },
  {
    cases: "A6",
    what: "interleaved users on four connections",
    file: "test/security/interleaved.it.test.ts",
    goal: 100_000
  },
  { cases: "A7", what: "whichever table loses a wall", file: "test/store/catalogue.test.ts", goal: 400 },
  { cases: "A10 F11", what: "a role taken away; the kill switch", file: "test/api/identity.test.ts", goal: 1000 },
  { cases: "A10 F11", what: "streams that are open by then", file: "test/api/roundEvents.it.test.ts", goal: 500 },
  { cases: "A11", what: "code 6 and 7", file: "test/api/casesProtected.it.test.ts", goal: 500 },
  {
    cases: "H1 H2",
    what: "health without purpose; a release withdrawn",
    file: "test/api/casesHealth.it.test.ts",
    goal: 500
  },
  { cases: "H3", what: "what the solver gets", file: "test/api/casesSolverInput.it.test.ts", goal: 1000 },
  { cases: "H6", what: "planted markers", file: "test/security/secrets.it.test.ts", goal: 10_000 },
  { cases: "K1", what: "at least five look alike", file: "test/casework/disclosureAlike.test.ts", goal: 400 },
  { cases: "L1 L2", what: "a chain tampered with", file: "test/store/auditTampering.test.ts", goal: 1000 },
  {
    cases: "L3 L5 L6 F11",
    what: "the log and sessions on both databases",
    file: "test/store/audit.test.ts",
    goal: 5000
  },
  { cases: "L4", what: "a row for each look", file: "test/api/oversightAudit.it.test.ts", goal: 5000 },
  { cases: "L5", what: "clients that go away", file: "test/security/clientGone.it.test.ts", goal: 1000 },
  { cases: "R1 R3 R7", what: "answers at once", file: "test/api/municipalityRaces.it.test.ts", goal: 2000 },
  { cases: "R2 R4 R6", what: "keys, publications and versions", file: "test/security/acts.it.test.ts", goal: 2000 },
  {
    cases: "R5",
    what: "whole lives of rounds against a model",
    file: "test/security/roundLife.it.test.ts",
    goal: 10_000
  },
  { cases: "F3", what: "a second process, and locks of the killed", file: "test/store/lock.test.ts", goal: 500 },
  { cases: "F2", what: "kill -9 of the server", file: "test/store/survivesKill.it.test.ts", goal: 200 },
  { cases: "F4 F5", what: "workers killed and paused", file: "test/jobs/kills.it.test.ts", goal: 1000 },
  { cases: "F10", what: "a solver that cannot", file: "test/security/solverFails.it.test.ts", goal: 500 },
  { cases: "I1", what: "every route, valid and mutated", file: "test/security/everyRoute.it.test.ts", goal: 1_000_000 },
  { cases: "I2", what: "bodies that never end", file: "test/api/frame/body.test.ts", goal: 200 },
  { cases: "I4", what: "cells that would be formulas", file: "test/api/oversightCsv.test.ts", goal: 5000 },
  { cases: "I5", what: "forged tokens", file: "test/api/identityForgery.it.test.ts", goal: 60 },
  { cases: "I6", what: "writes from elsewhere", file: "test/api/frame/csrf.test.ts", goal: 2000 },
  { cases: "I8", what: "too much of everything", file: "test/api/frame/rateLimit.test.ts", goal: 10_000 },
  { cases: "I9", what: "errors that say nothing", file: "test/api/frame/nothingLeaks.test.ts", goal: 1000 }
]
