/** What the audit log says somebody did, in order; read as superuser. */
import { type Kysely, sql } from "kysely"

export const auditedBy = async (admin: Kysely<unknown>, user: string) => {
  const { rows } = await sql<{ action: string; subject: string }>`
    select e.action, c.subject from audit.entry e join audit.content c on c.seq = e.seq
    where c.user_id = ${user} order by e.seq`.execute(admin)
  return rows
}
