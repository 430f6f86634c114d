import type { Manifest } from './write-archive.ts';

/** For whoever opens the archive without us. */
export function readMe({ organization, readFrom, readUntil }: Manifest): string {
  return `Everything that ${organization.name} keeps in Daysheet, read between ${readFrom} and ${readUntil}.

This archive holds protected health information. Keep it as you keep charts.

fhir/    HL7 FHIR R4 (4.0.1) as NDJSON, one file a resource type, one resource a line.
csv/     RFC 4180, UTF-8: practitioners, patients, coverages and visits that stand. Daysheet's import takes these and
         the FHIR files back.
tables/  Everything as it is kept, also history and the audit log: one file a table, one row a line of JSON. Instants are
         UTC, money is in cents, and whatever ends in _version says how a record stood at any time.
files/   What staff attached, under the ids of tables/work_attachment.ndjson and tables/proxy_paper.ndjson, which have
         names and kinds.

manifest.json lists each file with its records and its SHA-256, what FHIR could not say, and what was left out and why:
passwords, keys and links, and what only serves the running servers.

Nothing was held still while this was read. A file that names a record was read before the file of that record, so no
record in one folder names another that is missing there.
`;
}
