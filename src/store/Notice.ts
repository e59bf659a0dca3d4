/** What whoever opens the database must be told. Values; the caller prints them. */
import { Schema } from "effect"

export class EmbeddedDatabase extends Schema.TaggedClass<EmbeddedDatabase>()("EmbeddedDatabase", {
  directory: Schema.String
}) {
  get message() {
    return `Embedded database in ${this.directory}: for demonstration and development by one user, not for real personal data. It does not survive a power failure. Set DATABASE_URL to use PostgreSQL.`
  }
}

export class StrongLogin extends Schema.TaggedClass<StrongLogin>()("StrongLogin", {
  login: Schema.String,
  powers: Schema.Array(Schema.Literals(["superuser", "bypasses row security", "inherits its roles", "owns tables"]))
}) {
  get message() {
    return `The database login ${this.login} has more power than it needs (${this.powers.join(", ")}). Use a NOINHERIT, NOBYPASSRLS login that owns nothing.`
  }
}

export type Notice = EmbeddedDatabase | StrongLogin
