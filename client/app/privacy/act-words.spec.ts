import { actWords, patientCountWords, refusalWords, targetWords } from './act-words';

describe('the words of an audit entry', () => {
  it('say what was looked at or done', () => {
    expect(
      [
        'getPatientRecord',
        'listPatientAppointments',
        'bookAppointment',
        'exportCalls',
        'getCall',
      ].map(actWords),
    ).toEqual(['Chart opened', 'Patient visits', 'Book visit', 'List of calls', 'Call']);
  });

  it('say of an archive that everybody is in it', () => {
    expect(patientCountWords({ act: 'exportCalls', patients: 24 })).toBe('24');
    expect(patientCountWords({ act: 'getArchive', patients: 0 })).toBe('all');
  });

  it('say why it was refused, and where it went', () => {
    expect(['not-allowed', 'some-new-code'].map(refusalWords)).toEqual([
      'not allowed',
      'some new code',
    ]);
    expect([null, 'csv', 'print'].map(targetWords)).toEqual(['File', 'CSV file', 'Paper']);
  });
});
