import { TestBed } from '@angular/core/testing';
import type { PatientNote } from '#contract/patient-note';
import type { Role } from '#contract/permission';
import { aGrant, aPerson, aProblem, FakeServer, riverside } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aPatient } from '../given-patients';
import { PatientNotes } from './patient-notes';

const patientId = aPatient().id;
const list = `GET /api/patients/${patientId}/notes`;
const add = `POST /api/patients/${patientId}/notes/add`;

function aNote(overrides: Partial<PatientNote> = {}): PatientNote {
  return {
    id: aPatient().id,
    clinicId: riverside,
    patientId,
    text: 'Walks slowly.',
    authorId: patientId,
    author: 'Lee, Sam',
    writtenAt: '2026-11-23T15:00:00.000Z',
    struck: null,
    version: 1,
    ...overrides,
  };
}

async function open(server: FakeServer, role: Role = 'scheduler') {
  TestBed.configureTestingModule({ providers: [server.provider] });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(PatientNotes);
  fixture.componentRef.setInput('patientId', patientId);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  return {
    text: () => element.innerText.replace(/\s+/g, ' '),
    field: () => element.querySelector('textarea'),
    strike: () =>
      [...element.querySelectorAll('button')].find((one) => one.innerText.includes('Strike')),
    settled: () => fixture.whenStable(),
    async write(words: string) {
      const field = element.querySelector('textarea')!;
      field.value = words;
      field.dispatchEvent(new Event('input'));
      await fixture.whenStable();
      element.querySelector('form')!.dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
      await fixture.whenStable();
    },
  };
}

describe('PatientNotes', () => {
  it('writes a note into the clinic on show and shows it', async () => {
    const server = new FakeServer().when(list, { items: [] }).when(add, aNote());
    const notes = await open(server);
    server.when(list, { items: [aNote()] });
    await notes.write('Walks slowly.');
    expect(server.callsOf(add)[0]?.body).toEqual({ clinicId: riverside, text: 'Walks slowly.' });
    expect(notes.text()).toContain('Walks slowly. Lee, Sam · Mon, Nov 23, 10:00 am · Riverside');
    expect(notes.field()?.value).toBe('');
  });

  it('keeps what was written when it is refused, and repeats under the same key', async () => {
    const server = new FakeServer().when(list, { items: [] });
    server.answers.set(add, 'unreachable');
    const notes = await open(server);
    await notes.write('Walks slowly.');
    expect(notes.field()?.value).toBe('Walks slowly.');
    expect(notes.text()).toContain('cannot be reached');
    await notes.write('Walks slowly.');
    const keys = server.callsOf(add).map(({ headers }) => headers['Idempotency-Key']);
    expect(keys[0]).toBe(keys[1]);
  });

  it('lets managers strike out what others wrote, and nobody else', async () => {
    const server = new FakeServer().when(list, { items: [aNote()] });
    expect((await open(server)).strike()).toBeUndefined();
    TestBed.resetTestingModule();
    const strike = `POST /api/patients/${patientId}/notes/${aNote().id}/strike`;
    server.refuses(strike, aProblem('conflict', 409, 'Somebody else was faster.'));
    expect((await open(server, 'clinic-manager')).strike()).toBeDefined();
  });

  it('shows a struck note struck out, with who did it', async () => {
    const struck = { at: '2026-11-23T16:00:00.000Z', by: 'Roe, Kim' };
    const notes = await open(new FakeServer().when(list, { items: [aNote({ struck })] }));
    expect(notes.text()).toContain('struck out by Roe, Kim');
  });

  it('has no field for those who may not write', async () => {
    const notes = await open(new FakeServer().when(list, { items: [] }), 'biller');
    expect(notes.field()).toBeNull();
  });
});
