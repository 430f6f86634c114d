// What an archive holds: everything, nothing secret, and what an import takes back.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { calls } from '../calls/calls-queue.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { givenCall } from '../calls/given-call.ts';
import { loadDemo } from '../demo.ts';
import { readFhir } from '../interop/fhir/read-fhir.ts';
import { aPdf } from '../platform/blob-store/given-content.ts';
import { givenProxy, givenProxyPaper } from '../patients/given-proxy.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { givenAttachment } from '../platform/work/given-attachment.ts';
import {
  givenOrganization,
  givenProvider,
  givenStaff,
  type GivenStaff,
} from '../staff/given-organization.ts';
import { givenEntry, givenOffer, givenOpening } from '../waitlist/given-waitlist.ts';
import { demoOrganizationId } from '../staff/staff-demo.ts';
import { exportedTables, stayingColumns, stayingTables } from './archive/exported-tables.ts';
import type { Manifest } from './archive/write-archive.ts';
import { givenArchive, linesOf, type Entries } from './given-export.ts';

describe('an archive', () => {
  let t: TestDatabase;
  let entries: Entries;
  let bytes: Buffer;
  let manifest: Manifest;
  let tokenHash: string;
  before(async () => {
    t = await testDatabase();
    await loadDemo(t.owner, t.clock.now);
    const clinicIds = await t
      .owner('clinic')
      .where({ organization_id: demoOrganizationId })
      .pluck<string[]>('id');
    const administrator = await givenStaff(t, {
      organizationId: demoOrganizationId,
      clinicIds,
      role: 'administrator',
    });
    await givenLetter(clinicIds[0] ?? '', administrator);
    await t.owner('login').insert({
      organization_id: demoOrganizationId,
      staff_id: administrator.staffId,
      name: 'ada.quill',
      password_hash: 'scrypt$the-hash-of-a-password',
      changed_at: t.clock.now,
    });
    tokenHash = await givenSentOffer(clinicIds[0] ?? '');
    ({ entries, bytes } = await givenArchive(t, administrator));
    manifest = JSON.parse(entries.get('manifest.json')?.toString('utf8') ?? '{}') as Manifest;
  });
  after(() => t.close());

  async function givenLetter(clinicId: string, { scope }: GivenStaff): Promise<void> {
    const call = await givenCall(t, { organizationId: demoOrganizationId, clinicId });
    await givenAttachment(t, calls, { scope, itemId: call.id, name: 'Ada Quill.pdf' });
    const ofPatient = { organizationId: demoOrganizationId, patientId: call.patient.id };
    const proxyId = await givenProxy(t, ofPatient);
    await givenProxyPaper(t, { scope, clinicId, proxyId, name: 'Order for Ada Quill.pdf' });
  }

  /** Of an offer, as it is kept and as a version keeps it. */
  async function givenSentOffer(clinicId: string): Promise<string> {
    const organizationId = demoOrganizationId;
    const providerId = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
    const visitTypeId = await givenVisitType(t, { organizationId, clinicId });
    const place = { organizationId, clinicId, providerId, visitTypeId };
    const offer = await givenOffer(t, await givenOpening(t, place), await givenEntry(t, place));
    const kept = await t
      .owner('waitlist_offer')
      .where({ id: offer.id })
      .first<{ token_hash: Buffer }>();
    await t.owner('waitlist_offer_version').insert({
      organization_id: organizationId,
      clinic_id: clinicId,
      id: offer.id,
      version: 9,
      act: 'sent',
      row: JSON.stringify({ ...kept, token_hash: `\\x${kept.token_hash.toString('hex')}` }),
      valid_from: t.clock.now,
    });
    return kept.token_hash.toString('hex');
  }

  it('decides about every table of the database, and leaves no secret column to chance', async () => {
    const tables = await t
      .owner('pg_class')
      .whereRaw(
        "relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition",
      )
      .orderBy('relname')
      .pluck<string[]>('relname');
    assert.deepEqual(tables, [...exportedTables, ...Object.keys(stayingTables)].sort());
    const { rows } = await t.owner.raw<{ rows: { table: string; column: string }[] }>(
      `select table_name as "table", column_name as "column" from information_schema.columns
       where table_schema = 'public' and column_name ~ '(hash|secret|token|password|blob_key)'
         and table_name = any(?) order by 1, 2`,
      [[...exportedTables]],
    );
    const open = rows.filter(({ table, column }) => !stayingColumns[table]?.includes(column));
    assert.deepEqual(
      open.map(({ table, column }) => `${table}.${column}`),
      [
        'audit_seal.hash',
        'claim_file.file_hash',
        'hl7_message.content_hash',
        'interface_message.file_hash',
        'outside_busy.event_hash',
        'result_report.content_hash',
        'work_item.lease_token',
      ],
    );
  });

  it('reads a table before those that it names', async () => {
    const { rows } = await t.owner.raw<{ rows: { child: string; parent: string }[] }>(
      `select conrelid::regclass::text as child, confrelid::regclass::text as parent
       from pg_constraint where contype = 'f' and conparentid = 0 and conrelid <> confrelid`,
    );
    const place = (table: string): number => (exportedTables as readonly string[]).indexOf(table);
    const backwards = rows.filter(
      ({ child, parent }) =>
        place(child) >= 0 && place(parent) >= 0 && place(child) > place(parent),
    );
    assert.deepEqual(backwards, []);
  });

  it('has every row of every table that leaves, whole but for what stays', async () => {
    for (const table of exportedTables) {
      const name = `tables/${table}.ndjson`;
      const rows = linesOf(entries, name);
      const { rows: kept } = await t.owner.raw<{ rows: { row: Record<string, unknown> }[] }>(
        'select to_jsonb(k) as row from ?? k where organization_id = ?',
        [table, demoOrganizationId],
      );
      // The making of an archive writes of itself; everything else stood still.
      if (!['audit_entry', 'export_run'].includes(table))
        assert.deepEqual(
          sorted(rows),
          sorted(kept.map(({ row }) => withoutStaying(table, row))),
          table,
        );
      const listed = manifest.files.find((file) => file.name === name);
      assert.equal(listed?.records, rows.length, name);
    }
    assert.ok(
      linesOf(entries, 'tables/patient_version.ndjson').length > 4000,
      'over several pages',
    );
  });

  function withoutStaying(table: string, row: Record<string, unknown>): Record<string, unknown> {
    const staying = stayingColumns[table] ?? [];
    const without = (of: object): Record<string, unknown> =>
      Object.fromEntries(Object.entries(of).filter(([column]) => !staying.includes(column)));
    return table.endsWith('_version')
      ? { ...row, row: without(row['row'] as object) }
      : without(row);
  }
  const sorted = (rows: readonly object[]): string[] =>
    rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();

  it('has the files that staff attached, named by what nobody is known by', () => {
    const files = [...entries.keys()].filter((name) => name.startsWith('files/'));
    const [attachment] = linesOf(entries, 'tables/work_attachment.ndjson');
    const [paper] = linesOf(entries, 'tables/proxy_paper.ndjson');
    assert.deepEqual(
      files,
      [attachment, paper].map((row) => `files/${String(row?.['id'])}.pdf`),
    );
    for (const file of files) assert.ok(entries.get(file)?.equals(aPdf(500)));
    assert.equal(attachment?.['name'], 'Ada Quill.pdf');
    assert.equal(paper?.['name'], 'Order for Ada Quill.pdf');
  });

  it('holds no secret of the database in whatever form', async () => {
    const all = Buffer.concat([...entries.values()]).toString('latin1');
    assert.ok(all.includes('ada.quill'), 'who signs in by which name is no secret');
    assert.ok(!all.includes('the-hash-of-a-password'));
    const keys = [
      ...(await t.owner('work_attachment').pluck<string[]>('blob_key')),
      ...(await t.owner('proxy_paper').pluck<string[]>('blob_key')),
    ];
    assert.equal(keys.length, 2);
    assert.equal(tokenHash.length, 64);
    for (const secret of [...keys, tokenHash]) assert.ok(!all.includes(secret));
  });

  it('says of itself what it has, by sums that are right', () => {
    assert.equal(manifest.organization.id, demoOrganizationId);
    assert.ok(manifest.files.length > exportedTables.length);
    for (const { name, sha256 } of manifest.files)
      assert.equal(
        createHash('sha256')
          .update(entries.get(name) ?? '')
          .digest('hex'),
        sha256,
        name,
      );
    assert.deepEqual(manifest.unsaid, []);
    assert.deepEqual(manifest.missingFiles, []);
    assert.match(entries.get('README.txt')?.toString('utf8') ?? '', /protected health information/);
    assert.ok(bytes.length < 40_000_000);
  });

  it('says in FHIR what a reader of FHIR accepts, and refers to nothing that is not there', () => {
    const known = new Set<string>();
    const named: string[] = [];
    for (const [name, content] of entries) {
      if (!name.startsWith('fhir/')) continue;
      const type = name.slice('fhir/'.length, -'.ndjson'.length);
      let count = 0;
      for (const read of readFhir(content, { format: 'ndjson' })) {
        if (read.kind === 'problem') assert.equal(content.length, 0, JSON.stringify(read));
        else {
          assert.equal(read.read.resource.resourceType, type);
          known.add(`${type}/${read.read.resource.id ?? ''}`);
          named.push(...references(read.read.resource));
          count += 1;
        }
      }
      if (!['RelatedPerson'].includes(type)) assert.ok(count > 0, name);
    }
    assert.deepEqual(
      named.filter((each) => !each.startsWith('#') && !known.has(each)),
      [],
    );
  });

  function references(value: unknown): string[] {
    if (Array.isArray(value)) return value.flatMap(references);
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, each]) =>
      key === 'reference' && typeof each === 'string' ? [each] : references(each),
    );
  }

  it('of one organization has nothing of another', async () => {
    const other = await givenOrganization(t);
    const staff = await givenStaff(t, { ...other, role: 'administrator' });
    const { entries: small } = await givenArchive(t, staff);
    assert.deepEqual(
      linesOf(small, 'tables/organization.ndjson').map((row) => row['organization_id']),
      [other.organizationId],
    );
    assert.deepEqual(linesOf(small, 'tables/patient.ndjson'), []);
    assert.equal(linesOf(small, 'fhir/Location.ndjson').length, 1);
  });
});
