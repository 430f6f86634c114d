// What was taken out goes in again elsewhere, by FHIR and by CSV, and is the same.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { importSubjects, type ImportSubject } from '#contract/import-fields';
import { givenTemplate } from '../availability/given-template.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { readImportFile } from '../imports/file/read-import-file.ts';
import {
  givenImportClinic,
  givenImports,
  problemsOf,
  startWriting,
  writeAll,
  type ImportClinic,
} from '../imports/given-import.ts';
import { givenCoverage, givenPayer } from '../patients/given-coverage.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { givenProvider } from '../staff/given-organization.ts';
import { givenArchive, type Entries } from './given-export.ts';

describe('what was exported', () => {
  let t: TestDatabase;
  let from: ImportClinic;
  let entries: Entries;
  before(async () => {
    t = await testDatabase();
    from = await givenImportClinic(t);
    await givenRecords(from);
    ({ entries } = await givenArchive(t, from.administrator));
  });
  after(() => t.close());

  async function givenRecords({ organizationId, clinicId, clinicIds, visitTypeId }: ImportClinic) {
    const providerId = await givenProvider(t, {
      organizationId,
      clinicIds,
      family: 'Ødegård',
      given: 'Åse',
    });
    const [startsAt, endsAt] = ['08:00', '12:00'];
    await givenTemplate(t, {
      ...{ organizationId, clinicId, providerId, effectiveFrom: '2026-12-07' },
      blocks: [
        ...['2026-12-09', '2026-12-16'].map((countedFrom) => {
          const recurrence = { kind: 'every-n-weeks', weeks: 2, countedFrom } as const;
          return { weekday: 3, startsAt, endsAt, recurrence };
        }),
        { weekday: 4, startsAt, endsAt, recurrence: { kind: 'nth-of-month', nths: [1, 3, -1] } },
        { weekday: 5, startsAt, endsAt },
        { weekday: 5, startsAt: '13:00', endsAt: '15:00', patients: 'new' },
        {
          ...{ weekday: 5, startsAt: '15:00', endsAt: '17:00' },
          sameDayHold: { daysBefore: 1, at: '16:30' },
        },
      ],
    });
    const payerId = await givenPayer(t, organizationId, { name: 'Harbor “Health”, Inc.' });
    const people = [
      { family: 'O’Neil-Ruiz', given: 'José Mª', phone: '+16175550123', email: 'jose@example.org' },
      { family: 'Quill', given: 'Ada "Bee"', sex: 'female', language: 'es' },
      { family: '李', given: '小龍', sex: 'other', birthOn: '2024-02-29' },
    ] as const;
    for (const [at, person] of people.entries()) {
      const patientId = await givenPatient(t, { organizationId, ...person });
      await givenCoverage(t, { organizationId, patientId, payerId }, { member_id: `MEM,${at}` });
      await givenAppointment(t, {
        organizationId,
        clinicId,
        providerId,
        visitTypeId,
        patientId,
        startsAt: `2026-12-0${at + 1}T15:00:00.000Z`,
      });
    }
    await t.owner('patient_contact').insert(
      ['Rosa Díaz', 'Dr. “Bo” Ray'].map((name, place) => ({
        organization_id: organizationId,
        patient_id: from.patientId,
        place,
        name,
        relationship: 'sister',
        phone: place === 0 ? '+16175550177' : null,
        is_emergency: place === 0,
        is_guarantor: false,
      })),
    );
    await givenAppointment(t, {
      organizationId,
      clinicId,
      providerId,
      visitTypeId,
      patientId: from.patientId,
      startsAt: '2026-12-09T15:00:00.000Z',
      status: 'cancelled',
    });
  }

  /** An organization with the same payer, which is its own to decide. */
  async function givenElsewhere(): Promise<ImportClinic> {
    const clinic = await givenImportClinic(t);
    const { organizationId, patientId, providerId } = clinic;
    // The builder's own are nobody who comes over.
    await t.owner('patient').where({ id: patientId }).update({ birth_on: '1931-05-06' });
    await t.owner('staff_member').where({ id: providerId }).update({ family: 'Resident' });
    await givenPayer(t, organizationId, { name: 'Harbor “Health”, Inc.' });
    await t
      .owner('visit_type')
      .where({ organization_id: organizationId })
      .update({ name: 'Own', active: false });
    return clinic;
  }

  async function takeOver(
    clinic: ImportClinic,
    bytes: Uint8Array,
    { name, subject }: { name: string; subject: ImportSubject | null },
  ): Promise<void> {
    const file = await readImportFile(bytes, name);
    for (const run of await givenImports(clinic, file, subject)) {
      const checked = await clinic.check(run.id);
      assert.deepEqual(await problemsOf(clinic, checked), [], `${name} ${run.subject}`);
      await startWriting(clinic, checked);
      await writeAll(t, clinic);
    }
  }

  const people = ({ organizationId }: ImportClinic, own: string[] = []) =>
    t
      .owner('patient')
      .where({ organization_id: organizationId })
      .whereNotIn('id', own)
      .orderBy('family')
      .select('family', 'given', 'birth_on', 'sex', 'language', 'phone', 'email');
  const setUp = async ({ organizationId }: ImportClinic, own: string[] = []) => ({
    visitTypes: await t
      .owner('visit_type')
      .where({ organization_id: organizationId, active: true })
      .select('name', 'minutes', 'modality', 'category', 'buffer_before', 'buffer_after'),
    hours: await t
      .owner('weekly_template as w')
      .join('template_block as b', 'b.template_id', 'w.id')
      .join('staff_member as s', 's.id', 'w.provider_id')
      .where({ 'w.organization_id': organizationId })
      .whereNotIn('s.id', own)
      .orderBy(['s.family', 'b.weekday', 'b.starts_minute', 'b.counted_from'])
      .select(
        's.family',
        'w.effective_from',
        'w.effective_to',
        'b.weekday',
        'starts_minute',
        'ends_minute',
        ...['every_weeks', 'counted_from', 'nths'],
      ),
    contacts: await t
      .owner('patient_contact as c')
      .join('patient as p', 'p.id', 'c.patient_id')
      .where({ 'c.organization_id': organizationId })
      .orderBy(['p.family', 'c.place'])
      .select('p.family', 'c.name', 'c.relationship', 'c.phone', 'c.is_emergency'),
  });
  const rest = async ({ organizationId }: ImportClinic, own: string[] = []) => ({
    practitioners: await t
      .owner('staff_member')
      .where({ organization_id: organizationId, is_provider: true })
      .whereNotIn('id', own)
      .orderBy('family')
      .select('family', 'given', 'credentials', 'specialty', 'npi'),
    coverages: await t
      .owner('coverage as c')
      .join('patient as p', 'p.id', 'c.patient_id')
      .join('payer as y', 'y.id', 'c.payer_id')
      .where({ 'c.organization_id': organizationId })
      .orderBy('c.member_id')
      .select(
        'p.family',
        'y.name',
        ...['member_id', 'plan_name', 'group_number', 'billing_order', 'relationship'],
        ...['subscriber_family', 'subscriber_given', 'subscriber_birth_on'],
        ...['effective_from', 'ends_on', 'valid'],
      ),
    visits: await t
      .owner('appointment as a')
      .join('patient as p', 'p.id', 'a.patient_id')
      .join('staff_member as s', 's.id', 'a.provider_id')
      .where({ 'a.organization_id': organizationId, status: 'booked' })
      .orderBy('a.starts_at')
      .select('p.family', 's.family as provider', 'a.starts_at', 'a.ends_at'),
  });

  async function isTheSame(elsewhere: ImportClinic): Promise<void> {
    const own = [elsewhere.patientId, elsewhere.providerId];
    assert.deepEqual(await people(elsewhere, own), await people(from));
    const records = await rest(from);
    assert.deepEqual(await rest(elsewhere, own), records);
    assert.deepEqual([records.visits.length, records.coverages.length], [3, 3]);
  }

  it('goes in elsewhere as it was, by FHIR', async () => {
    const elsewhere = await givenElsewhere();
    // FHIR has no resource of ours for it.
    const [name = ''] = await t
      .owner('visit_type')
      .where({ id: from.visitTypeId })
      .pluck<string[]>('name');
    await givenVisitType(t, { ...elsewhere, name });
    const resources = [...entries].filter(([name]) => name.startsWith('fhir/'));
    const file = Buffer.concat(resources.map(([, content]) => content));
    await takeOver(elsewhere, file, { name: 'all.ndjson', subject: null });
    await isTheSame(elsewhere);
  });

  it('goes in elsewhere as it was, by CSV', async () => {
    const elsewhere = await givenElsewhere();
    for (const subject of importSubjects) {
      const name = `csv/${subject}.csv`;
      await takeOver(elsewhere, entries.get(name) ?? Buffer.of(), { name, subject });
    }
    await isTheSame(elsewhere);
    const records = await setUp(from);
    assert.deepEqual(await setUp(elsewhere, [elsewhere.providerId]), records);
    assert.deepEqual(
      [records.visitTypes.length, records.hours.length, records.contacts.length],
      [1, 13, 2],
    );
  });
});
