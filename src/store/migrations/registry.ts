/** All migrations by name. The name is the order; what is here once is never changed, only followed. */
import type { Migration } from "kysely/migration"
import { schemasMigration } from "./20261123T1200_schemas.ts"
import { municipalitiesMigration } from "./20261123T1210_municipalities.ts"
import { roundsMigration } from "./20261123T1220_rounds.ts"
import { plansMigration } from "./20261123T1230_plans.ts"
import { auditMigration } from "./20261123T1300_audit.ts"
import { identityMigration } from "./20261123T1310_identity.ts"
import { caseworkMigration } from "./20261123T1400_casework.ts"
import { redactionMigration } from "./20261123T1405_redaction.ts"
import { jobsMigration } from "./20261123T1410_jobs.ts"
import { selfSettlementMigration } from "./20261123T1415_self_settlement.ts"
import { municipalitySideMigration } from "./20261123T1420_municipality_side.ts"
import { hidingMigration } from "./20261123T1430_hiding.ts"
import { operationsMigration } from "./20261123T1440_operations.ts"
import { receiptsMigration } from "./20261123T1460_receipts.ts"
import { hiddenDecisionsMigration } from "./20261123T1480_hidden_decisions.ts"

export const migrations: Readonly<Record<string, Migration>> = {
  "20261123T1200_schemas": schemasMigration,
  "20261123T1210_municipalities": municipalitiesMigration,
  "20261123T1220_rounds": roundsMigration,
  "20261123T1230_plans": plansMigration,
  "20261123T1300_audit": auditMigration,
  "20261123T1310_identity": identityMigration,
  "20261123T1400_casework": caseworkMigration,
  "20261123T1405_redaction": redactionMigration,
  "20261123T1410_jobs": jobsMigration,
  "20261123T1415_self_settlement": selfSettlementMigration,
  "20261123T1420_municipality_side": municipalitySideMigration,
  "20261123T1430_hiding": hidingMigration,
  "20261123T1440_operations": operationsMigration,
  "20261123T1460_receipts": receiptsMigration,
  "20261123T1480_hidden_decisions": hiddenDecisionsMigration
}
