/** What a jsonb column holds, to whoever has not decoded it: it goes in as text and comes out parsed. */
export type Json = unknown
