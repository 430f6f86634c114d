import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { filePartsHeader, filePartsText } from '#contract/file-parts';
import { aBundle, anAppointment, aPatient } from '../../interop/fhir/given-fhir.ts';
import { cutFiles } from './cut-files.ts';
import { readImportFile, readImportFiles } from './read-import-file.ts';

const read = (text: unknown, name = 'file') =>
  readImportFile(Buffer.from(typeof text === 'string' ? text : JSON.stringify(text)), name);

describe('a file of another system', () => {
  it('is cut into lines by heading, with those that cannot be read in their place', async () => {
    const file = await read('MRN;Last;First\n1;Quill;Ada\n2;Nib\n3;"Two\nlines";Bo\n');
    assert.deepEqual(file.headings, ['MRN', 'Last', 'First']);
    assert.deepEqual(
      file.parts[0]?.lines.map(({ line, fields, unread }) => [line, fields, unread]),
      [
        [2, { MRN: '1', Last: 'Quill', First: 'Ada' }, []],
        [3, {}, [{ field: '', code: 'unreadable', detail: 'has 2 fields where 3 were expected' }]],
        [4, { MRN: '3', Last: 'Two\nlines', First: 'Bo' }, []],
      ],
    );
  });

  it('of FHIR is cut by kind of record, its references resolved', async () => {
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
    const { format, parts } = await read(
      aBundle([
        { fullUrl: 'urn:uuid:77', resource: aPatient() },
        { resource: practitioner },
        { resource: visit },
        { resource: { ...visit, id: 'a2', status: 'cancelled' } },
        { resource: { ...visit, id: 'a3', status: 'wat', start: 'soon' } },
      ]),
    );
    assert.equal(format, 'fhir');
    const of = (subject: string) => parts.find((part) => part.subject === subject)?.lines ?? [];
    assert.deepEqual(of('patients')[0], {
      line: 1,
      place: 'entry[0]',
      fields: {
        identifier: 'p1',
        family: 'Quill',
        given: 'Ada M.',
        birthOn: '1970-02-28',
        sex: 'female',
        phone: '617 555 0123',
      },
      unread: [],
    });
    assert.deepEqual(of('visits')[0]?.fields, {
      identifier: 'a1',
      patient: 'p1',
      provider: 'd1',
      providerName: 'Lee, Hannah',
      visitType: 'Follow-up',
      startsAt: '2027-03-14T09:30:00-04:00',
    });
    const [, refused] = of('visits');
    assert.deepEqual([refused?.line, refused?.place], [5, 'entry[4]']);
    assert.match(refused?.unread[0]?.detail ?? '', /^status is none of/);
    assert.ok((refused?.unread.length ?? 0) >= 2, 'every reason is said');
  });

  it('leaves out a patient whose record was merged into another', async () => {
    const link = [{ other: { reference: 'Patient/p1' }, type: 'replaced-by' as const }];
    const file = await readImportFile(
      Buffer.from(
        JSON.stringify(
          aBundle([{ resource: aPatient() }, { resource: aPatient({ id: 'p2', link }) }]),
        ),
      ),
      'a.json',
    );
    assert.deepEqual(
      [file.parts[0]?.lines.length, file.leftOut],
      [1, [{ type: 'Patient', reason: 'state', count: 1 }]],
    );
  });

  it('is told by its content, whatever it is called', async () => {
    const lines = [aPatient(), aPatient({ id: 'p2' })].map((each) => JSON.stringify(each));
    for (const [text, name] of [
      [lines.join('\n'), 'patients.csv'],
      [lines.join('\r\n'), 'patients.ndjson'],
      [`\uFEFF${lines.join('\n')}`, 'patients'],
    ] as const) {
      const { format, parts } = await read(text, name);
      assert.deepEqual([format, parts[0]?.lines.length], ['fhir', 2], name);
    }
    assert.equal((await read('id,family\n1,Quill\n', 'a.json')).format, 'csv');
  });

  it('of FHIR may be several, whose records refer to each other', async () => {
    const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
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
    });
    const files = [
      { name: 'visits.ndjson', bytes: Buffer.from(`${JSON.stringify(visit)}\n{"a":1}\n`) },
      {
        name: 'people.json',
        bytes: bytesOf(aBundle([{ fullUrl: 'urn:uuid:77', resource: aPatient() }])),
      },
      { name: 'doctors.json', bytes: bytesOf(practitioner) },
    ];
    const parts = files.map(({ name, bytes }) => ({ name, bytes: bytes.length }));
    assert.deepEqual(filePartsHeader.parse(filePartsText(parts)), parts);
    const sent = Buffer.concat(files.map(({ bytes }) => bytes));
    const { parts: found, leftOut } = await readImportFiles(cutFiles(sent, 'all', parts));
    assert.deepEqual(
      found.map(({ subject, lines }) => [subject, lines.map(({ line, place }) => [line, place])]),
      [
        ['practitioners', [[4, 'doctors.json']]],
        ['patients', [[3, 'people.json entry[0]']]],
        ['visits', [[1, 'visits.ndjson line 1']]],
      ],
    );
    const fields = found[2]?.lines[0]?.fields;
    assert.deepEqual([fields?.['patient'], fields?.['providerName']], ['p1', 'Lee, Hannah']);
    assert.equal(leftOut.length, 1);
  });

  it('is refused as a whole where several do not fit together', async () => {
    const fhir = { name: 'a.json', bytes: Buffer.from(JSON.stringify(aPatient())) };
    const csv = { name: 'b.csv', bytes: Buffer.from('id\n1\n') };
    await assert.rejects(readImportFiles([fhir, csv]), /several files at once have to be FHIR/);
    await assert.rejects(
      readImportFiles([fhir, { ...fhir, bytes: Buffer.from([0x7b, 0xff]) }]),
      /number 2 of the files/,
    );
    const lengths = [fhir, fhir].map(({ name }) => ({ name, bytes: 5 }));
    assert.throws(() => cutFiles(fhir.bytes, 'all', lengths), /not as long as was said/);
    for (const text of ['a=1', 'a=1,b=0', 'a=1,b', '%=1,b=2', 'a%2Fb=1,c=2'])
      assert.ok(!filePartsHeader.safeParse(text).success, text);
  });
});
