/** The command line: names, options, help. Each command hands over to one function and ends with its exit code. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander"
import { Effect } from "effect"
import { formatNames } from "../intake/formats.ts"
import { audiences } from "../matching/audience.ts"
import type { Mode } from "../matching/consistency.ts"
import { rules } from "../matching/instance/objectives.ts"
import { yearRules } from "../matching/lookahead/Claims.ts"
import { policies } from "../matching/lookahead/playYear.ts"
import type { Solver } from "../matching/solver/Solver.ts"
import { type Language, languages } from "../texts/language.ts"
import { version } from "../version.ts"
import { type CohortOptions, cohortFrom, showCohort } from "./cohort.ts"
import { badInput, done, runToExitCode } from "./exit.ts"
import { type ExplainOptions, explain } from "./explain.ts"
import { addIdentityCommands, type IdentityOutside } from "./identityCommands.ts"
import { type LookaheadOptions, lookahead, showYear } from "./lookahead.ts"
import { type MatchOptions, match } from "./match.ts"
import { showMatchAhead } from "./matchAhead.ts"
import { addOperatingCommands, type OperatingOutside } from "./operatingCommands.ts"
import { note, print, printJson } from "./output.ts"
import { collect } from "./pairOption.ts"
import { profileCheck, showProfileCheck } from "./profile.ts"
import { csvTemplateOf, schemaOf } from "./schema.ts"
import { showExplanation } from "./show.ts"
import { type SolveRequest, showSolved, solve } from "./solve.ts"
import { type SolverName, solverLayers, solverNames } from "./solvers.ts"
import { showVerified, verify } from "./verify.ts"

export interface ServeOptions {
  readonly port?: number
  /** Prints the demo round's recommendations before the address. */
  readonly show: boolean
  /** Only answers: runs and notices are left to `treff worker`. */
  readonly withoutWork?: boolean
}

/** What the composition root brings: settings and the commands that need the other rings. */
export interface Outside extends IdentityOutside, OperatingOutside {
  readonly mode: Mode
  readonly serve: (options: ServeOptions) => Effect.Effect<number, { readonly message: string }>
}

interface Shared {
  readonly solver: SolverName
  readonly lang: Language
  readonly json: boolean
}

const wholeNumber = (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError("A whole number is needed.")
  return value
}

const fraction = (text: string): number => {
  const value = Number(text)
  if (text.trim() === "" || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError("A number from 0 is needed.")
  return value
}

const solverOption = () => new Option("--solver <name>", "solver to use").choices(solverNames).default("decomposition")
const languageOption = () => new Option("--lang <language>", "language of the texts").choices(languages).default("nb")
const json = ["--json", "print one JSON document"] as const

const roundOptions = (command: Command): Command =>
  command
    .option("--round <file>", "round to read (treff-round/1); default: the demo round")
    .option("--municipalities <file>", "municipalities to read (treff-municipalities/1)")
    .option("--profile <file>", "profile to weigh with (treff-profile/1)")
    .option("--lock <household=municipality>", "place a household there; may be repeated", collect, [])
    .option("--forbid <household=municipality>", "never place a household there; may be repeated", collect, [])
    .option("--top <k>", "alternatives per household", wholeNumber, 5)
    .addOption(solverOption())
    .addOption(languageOption())
    .option(...json)

const withSolver = <A, E>(work: Effect.Effect<A, E, Solver>, name: SolverName): Effect.Effect<A, E> =>
  Effect.provide(work, solverLayers[name])

export const makeProgram = (outside: Outside, end: (code: number) => void): Command => {
  const finish = async (work: Effect.Effect<number, { readonly message: string }>): Promise<void> =>
    end(await runToExitCode(work))
  const program = new Command("treff")
    .description("Settlement matching for Norway: a place that fits, for the whole batch, with reasons and proof.")
    .version(version)
    .showHelpAfterError("(treff --help lists the commands)")

  program
    .command("demo")
    .description("load the demo round, print its recommendations, then serve them (npm start)")
    .option("--port <n>", "port to listen on", wholeNumber)
    .action((options: { port?: number }) => finish(outside.serve({ ...options, show: true })))

  program
    .command("serve")
    .description("serve the page and the API; works on runs and notices, too, beside any `treff worker`")
    .option("--port <n>", "port to listen on", wholeNumber)
    .option("--without-work", "only answer; leave runs and notices to `treff worker` (PostgreSQL)")
    .action((options: Omit<ServeOptions, "show">) => finish(outside.serve({ ...options, show: false })))

  roundOptions(program.command("match").description("score and solve one round, with reasons"))
    .option("--knock-on", "solve again for every household in its best other municipality (slow)")
    .option("--pool <file>", "keep places for households expected later: a round (treff-round/1) that stands for them")
    .action((options: MatchOptions & Shared) =>
      finish(
        Effect.map(withSolver(match(options, outside.mode), options.solver), (report) =>
          showMatchAhead(report, options)
        )
      )
    )

  roundOptions(program.command("explain").description("explain one household's placement").argument("<household>"))
    .option("--why-not <municipality>", "why not this municipality, and what it would change")
    .addOption(new Option("--audience <who>", "for whom the explanation is made").choices(audiences).default("officer"))
    .action((household: string, options: ExplainOptions & Shared) =>
      finish(
        Effect.map(withSolver(explain(household, options, outside.mode), options.solver), (found) =>
          showExplanation(found, options)
        )
      )
    )

  program
    .command("schema")
    .description("the JSON Schema of a format with an example, or an empty CSV template")
    .argument("<name>", formatNames.join(", "))
    .option("--csv", "print the header line of a list")
    .action((name: string, options: { csv?: boolean }) =>
      finish(
        options.csv === true
          ? Effect.as(Effect.map(csvTemplateOf(name), print), done)
          : Effect.as(Effect.map(schemaOf(name), printJson), done)
      )
    )

  program
    .command("profile")
    .description("weights of criteria")
    .command("check")
    .description("what each criterion and purpose moves, and which criteria follow each other")
    .argument("<file>", "profile (treff-profile/1)")
    .option("--round <file>", "round to try it on; default: the demo round")
    .option("--municipalities <file>", "municipalities to read")
    .addOption(solverOption())
    .addOption(languageOption())
    .option(...json)
    .action((file: string, options: { round?: string; municipalities?: string } & Shared) =>
      finish(
        Effect.map(withSolver(profileCheck(file, options, outside.mode), options.solver), (check) =>
          showProfileCheck(check, options)
        )
      )
    )

  program
    .command("cohort")
    .description("synthetic cohorts")
    .command("generate")
    .description("a synthetic round, calibrated to published figures; its margins beside them")
    .requiredOption("--persons <n>", "persons in the cohort", wholeNumber)
    .option("--requested-for <year>", "places as requested for a whole year, not those free on the day", wholeNumber)
    .option("--seed <n>", "seed", wholeNumber, 1)
    .option("--out <file>", "write the round (treff-round/1) to a file")
    .option(...json)
    .action((options: CohortOptions & { out?: string; json: boolean }) =>
      finish(Effect.flatMap(cohortFrom(options), (cohort) => showCohort(cohort, options)))
    )

  program
    .command("solve")
    .description("solve a treff-instance/1 file, with proof")
    .argument("<instance>")
    .addOption(new Option("--rule <rule>", "what to maximise").choices(rules).default("place-first"))
    .option("--gap <fraction>", "accepted (bound − objective) / bound", fraction, 1e-4)
    .option("--time-limit <seconds>", "stop and give the best plan so far", fraction)
    .option("--seed <n>", "seed", wholeNumber, 1)
    .option("--progress", "progress as one JSON document a line on stderr", false)
    .addOption(solverOption())
    .option(...json)
    .action((file: string, options: SolveRequest & Shared) =>
      finish(Effect.map(withSolver(solve(file, options), options.solver), (result) => showSolved(result, options)))
    )

  program
    .command("verify")
    .description("recount a result without a solver")
    .argument("<instance>")
    .argument("<result>", "what `treff solve --json` printed")
    .option("--certificate <file>", "certificate to check instead of the one in the result")
    .option(...json)
    .action((instance: string, result: string, options: { certificate?: string; json: boolean }) =>
      finish(Effect.map(verify(instance, result, options.certificate), (found) => showVerified(found, options)))
    )

  program
    .command("lookahead")
    .description("play a year of arrivals, batch by batch, under several policies")
    .argument("<instance>", "the year's households and places (treff-instance/1)")
    .option("--pool <file>", "another year's households, from which futures are drawn; default: the instance's own")
    .addOption(new Option("--rule <rule>", "what to maximise").choices(yearRules).default("max-score"))
    .option("--batches <n>", "batches the households arrive in", wholeNumber, 52)
    .option("--orders <n>", "random orders of arrival to play", wholeNumber, 5)
    .option("--futures <n>", "futures drawn before each batch", wholeNumber, 10)
    .option("--policies <list>", "policies to play, separated by commas", policies.join(","))
    .option("--spread <share>", "share of each location's places that opens evenly over the year, 0 to 1", fraction, 0)
    .option("--seed <n>", "seed", wholeNumber, 1)
    .addOption(solverOption())
    .option(...json)
    .action((file: string, options: LookaheadOptions & Shared) =>
      finish(Effect.map(withSolver(lookahead(file, options), options.solver), (report) => showYear(report, options)))
    )

  addOperatingCommands(program, outside, finish)
  addIdentityCommands(program, outside, finish)
  return program
}

/** Runs the program; usage errors end with 2, help and version with 0. */
export const runProgram = async (outside: Outside, args: ReadonlyArray<string>): Promise<number> => {
  let code = done
  const program = makeProgram(outside, (ended) => {
    code = ended
  })
  const strict = (command: Command): void => {
    command.exitOverride()
    command.commands.forEach(strict)
  }
  strict(program)
  try {
    await program.parseAsync([...args], { from: "user" })
    return code
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return done
    if (error.code === "commander.help") note("")
    return badInput
  }
}
