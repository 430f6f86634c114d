import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importFields, importSubjects } from './import-fields.ts';
import { guessMapping, recognizeSubject, unmappedFields } from './import-mapping.ts';

describe('the mapping of a file', () => {
  it('is guessed from headings as other systems write them', () => {
    const headings = ['MRN', 'Last Name', 'FIRST_NAME', 'DOB', 'Gender', 'Cell Phone', 'Notes'];
    assert.deepEqual(guessMapping('patients', headings), {
      identifier: 'MRN',
      family: 'Last Name',
      given: 'FIRST_NAME',
      birthOn: 'DOB',
      sex: 'Gender',
      phone: 'Cell Phone',
    });
  });

  it('tells the visit’s identifier from the patient’s', () => {
    const headings = [
      'Patient ID',
      'Appt ID',
      'Doctor',
      'Appointment Type',
      'Appt Date',
      'Start Time',
    ];
    const mapping = guessMapping('visits', headings);
    assert.deepEqual(mapping, {
      identifier: 'Appt ID',
      patient: 'Patient ID',
      provider: 'Doctor',
      visitType: 'Appointment Type',
      date: 'Appt Date',
      time: 'Start Time',
    });
    assert.deepEqual(unmappedFields('visits', mapping), []);
  });

  it('prefers a field’s own name and uses no heading twice', () => {
    assert.deepEqual(guessMapping('visits', ['id', 'identifier', 'type']), {
      identifier: 'identifier',
      visitType: 'type',
    });
    assert.deepEqual(unmappedFields('visits', { identifier: 'id' }), [
      'Patient’s identifier',
      'Provider',
      'Visit type',
    ]);
  });

  it('tells what a file is about, also where a needed column is called otherwise', () => {
    assert.equal(recognizeSubject(['MRN', 'Last Name', 'First Name', 'DOB']), 'patients');
    assert.equal(recognizeSubject(['Appt ID', 'MRN', 'Doctor', 'Appt Type', 'Date']), 'visits');
    assert.equal(recognizeSubject(['MRN', 'Last Name', 'First Name', 'When born']), 'patients');
    assert.equal(recognizeSubject(['Provider ID', 'Last', 'First', 'NPI']), 'practitioners');
    assert.equal(
      recognizeSubject(['Policy ID', 'MRN', 'Insurer', 'Member ID', 'Effective date']),
      'coverages',
    );
    assert.equal(recognizeSubject(['Type ID', 'Appointment type', 'Duration']), 'visit-types');
    assert.equal(recognizeSubject(['a', 'b']), 'patients');
  });

  it('of a file that was begun empty, headed as the page heads it, needs nobody', () => {
    for (const subject of importSubjects) {
      const fields = Object.entries<{ title: string }>(importFields[subject]);
      const headings = fields.map(([, { title }]) => title);
      assert.equal(recognizeSubject(headings), subject);
      assert.deepEqual(
        guessMapping(subject, headings),
        Object.fromEntries(fields.map(([field, { title }]) => [field, title])),
      );
    }
  });
});
