/**
 * The municipality's side: capacities, declarations, requests with what they disclose, questions, and the claim that keeps
 * a person from being placed twice. A municipality reaches households through functions only, and only its own after yes.
 */
import type { Kysely } from "kysely"
import type { Migration } from "kysely/migration"
import { capacities } from "./municipalitySide/capacities.ts"
import { claims } from "./municipalitySide/claims.ts"
import { confirmations } from "./municipalitySide/confirmations.ts"
import { disclosures } from "./municipalitySide/disclosures.ts"
import { files } from "./municipalitySide/files.ts"
import { forecasts } from "./municipalitySide/forecasts.ts"
import { idempotency } from "./municipalitySide/idempotency.ts"
import { members } from "./municipalitySide/members.ts"
import { ownActs } from "./municipalitySide/ownActs.ts"
import { places } from "./municipalitySide/places.ts"
import { questions } from "./municipalitySide/questions.ts"
import { requests } from "./municipalitySide/requests.ts"
import { steps } from "./municipalitySide/steps.ts"
import { underWay } from "./municipalitySide/underWay.ts"

const up = async (db: Kysely<unknown>): Promise<void> => {
  await capacities(db)
  await requests(db)
  await disclosures(db)
  await questions(db)
  await confirmations(db)
  await claims(db)
  await steps(db)
  await places(db)
  await ownActs(db)
  await forecasts(db)
  await files(db)
  await members(db)
  await underWay(db)
  await idempotency(db)
}

export const municipalitySideMigration: Migration = { up }
