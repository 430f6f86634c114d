import { aCall } from '../platform/work-queue/given-queue';
import { scriptOf } from './call-script';

const speakers = {
  caller: 'Sam Rivera',
  clinic: 'Riverside Family Clinic',
  clinicPhone: '555-0100',
  birthDate: 'Mar 14, 1962',
};

describe('scriptOf', () => {
  const titles = (call = aCall()): string[] => scriptOf(call, speakers).map(({ title }) => title);

  it('asks who it is before it says why', () => {
    expect(titles()).toEqual(['Greet', 'Check first', 'Then', 'Voicemail']);
    const [, check] = scriptOf(aCall(), speakers);
    expect(check?.text).toContain('full name and date of birth');
    expect(check?.text).toContain('Mar 14, 1962');
  });

  it('leaves neither reason, family name nor clinic on a machine', () => {
    const call = aCall({}, { kind: 'follow-up' });
    const voicemail = scriptOf(call, speakers).at(-1)?.text ?? '';
    expect(voicemail).toContain('Please call 555-0100');
    for (const secret of [call.patient.family, call.about, 'visit', 'Riverside']) {
      expect(voicemail).not.toContain(secret);
    }
  });

  it('brings the interpreter in before the reason', () => {
    const call = aCall();
    const patient = { ...call.patient, interpreter: true };
    expect(titles({ ...call, patient })[2]).toBe('Interpreter');
  });
});
