import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aBundle, anAppointment, aPatient } from '../server/interop/fhir/given-fhir.ts';
import { fhirLines } from './import-fhir-lines.ts';
import { batchesOf, csvLines } from './import-lines.ts';
import { reportOf } from './import-run.ts';

const file = (name: string, value: unknown) => ({
  name,
  bytes: Buffer.from(JSON.stringify(value)),
});

describe('lines of an import', () => {
  it('come from a CSV by the headings, and by what a person says of them', () => {
    const text = 'MRN;Last;First;DOB;Nick\n1;Quill;Ada;1970-02-28;Q\n2;Nib\n';
    const read = csvLines(Buffer.from(text), { subject: 'patients', chosen: { given: 'Nick' } });
    assert.deepEqual(read.lines, [
      { line: 2, fields: { identifier: '1', family: 'Quill', given: 'Q', birthOn: '1970-02-28' } },
    ]);
    assert.deepEqual(read.unread, [{ line: 3, reason: 'has 2 fields where 5 were expected' }]);
  });

  it('are refused with a sentence when a needed column is not known', () => {
    const read = (chosen: Record<string, string>) =>
      csvLines(Buffer.from('MRN,Last\n1,Quill\n'), { subject: 'patients', chosen });
    assert.throws(() => read({}), /No column is known for: Given name, Birth date/);
    assert.throws(() => read({ given: 'Nick' }), /no such field or column: given=Nick/);
    assert.throws(() => csvLines(Buffer.from(''), { subject: 'patients', chosen: {} }), /line 1/);
  });

  it('come from FHIR with the references of one file resolved in another', () => {
    const practitioner = {
      resourceType: 'Practitioner',
      id: 'd1',
      name: [{ family: 'Lee', given: ['Hannah'] }],
    };
    const visit = anAppointment({
      participant: [
        { actor: { reference: 'urn:uuid:77' }, status: 'accepted' },
        { actor: { reference: 'Practitioner/d1' }, status: 'accepted' },
      ],
      appointmentType: { text: 'Follow-up' },
    });
    const bundle = aBundle([
      { fullUrl: 'urn:uuid:77', resource: aPatient() },
      { resource: practitioner },
    ]);
    const { lines, places, leftOut, unread } = fhirLines([
      file('people.json', bundle),
      file('visit.json', visit),
      file('old.json', { ...visit, status: 'cancelled' }),
      file('bad.json', { ...visit, status: 'wat' }),
    ]);
    assert.deepEqual(lines, {
      patients: [
        {
          line: 1,
          fields: {
            identifier: 'p1',
            family: 'Quill',
            given: 'Ada M.',
            birthOn: '1970-02-28',
            sex: 'female',
            phone: '617 555 0123',
          },
        },
      ],
      visits: [
        {
          line: 3,
          fields: {
            identifier: 'a1',
            patient: 'p1',
            provider: 'Lee, Hannah',
            visitType: 'Follow-up',
            startsAt: '2027-03-14T09:30:00-04:00',
          },
        },
      ],
    });
    assert.equal(places.get(1), 'people.json: entry[0]');
    assert.equal(leftOut, 2);
    assert.match(unread[0]?.reason ?? '', /^Appointment\/a1 status is none of/);
  });

  it('travel in batches that a server reads', () => {
    const lines = Array.from({ length: 1300 }, (_, at) => ({
      line: at + 1,
      fields: { a: 'é'.repeat(30) },
    }));
    const batches = [...batchesOf(lines)];
    assert.deepEqual(batches.flat(), lines);
    for (const batch of batches)
      assert.ok(batch.length <= 500 && Buffer.byteLength(JSON.stringify(batch)) < 50_000);
  });

  it('are reported so that no spreadsheet computes them', () => {
    assert.match(reportOf([{ place: '2', field: '=1+1', reason: 'x' }]), /2,'=1\+1,x/);
  });
});
