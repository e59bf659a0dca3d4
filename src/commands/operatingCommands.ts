/** The commands of whoever runs Treff, as the command line names them: schema, figures, workers, the audit log. */
import type { Command } from "commander"
import type { Effect } from "effect"
import type { LoadOptions } from "./municipalities.ts"

type Work = Effect.Effect<number, { readonly message: string }>

export interface OperatingOutside {
  readonly work: () => Work
  readonly migrate: () => Work
  readonly verifyAudit: (options: { readonly anchor?: string; readonly json: boolean }) => Work
  readonly loadMunicipalities: (file: string, options: LoadOptions & { readonly json: boolean }) => Work
}

const json = ["--json", "print one JSON document", false] as const

export const addOperatingCommands = (
  program: Command,
  outside: OperatingOutside,
  finish: (work: Work) => Promise<void>
): void => {
  program
    .command("worker")
    .description("solve rounds, send notices and clear what is kept no longer, beside the server (PostgreSQL)")
    .action(() => finish(outside.work()))

  program
    .command("migrate")
    .description("bring the database to this version")
    .action(() => finish(outside.migrate()))

  program
    .command("municipalities")
    .description("the municipalities and their figures in the database")
    .command("load")
    .description("check a file of municipalities, save it as a new version and use it from now on")
    .argument("<file>", "municipalities (treff-municipalities/1)")
    .option("--without-synthetic", "leave out facts from synthetic sources, which production refuses; they are unknown")
    .option(...json)
    .addHelpText(
      "after",
      "\nThe file is saved whole or not at all. 0 = in use; 1 = its version is there already and is another; 2 = it cannot be used."
    )
    .action((file: string, options: LoadOptions & { json: boolean }) =>
      finish(outside.loadMunicipalities(file, options))
    )

  program
    .command("audit")
    .description("the audit log")
    .command("verify")
    .description("read the whole audit log and say where it was changed, or that it was not")
    .option("--anchor <file>", "the file in which a serving Treff keeps where the log ended")
    .option(...json)
    .action((options: { anchor?: string; json: boolean }) => finish(outside.verifyAudit(options)))
}
