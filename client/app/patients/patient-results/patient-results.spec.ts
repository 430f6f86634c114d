import { Clipboard } from '@angular/cdk/clipboard';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Role } from '#contract/permission';
import type { ResultStanding } from '#contract/result-standing';
import { aGrant, aPerson, FakeServer, FakeSocket, riverside } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { idOf, nine, standingClock } from '../../platform/work-queue/given-queue';
import { PatientResults } from './patient-results';

const patientId = idOf(1);
const standings = `GET /api/results/patients/${patientId}/standings`;
const add = 'POST /api/results/documents/add';

function aStanding(overrides: Partial<ResultStanding> = {}): ResultStanding {
  return {
    ...{ itemId: idOf(2), clinicId: riverside, kind: 'laboratory', standing: 'visible' },
    ...{ sentence: 'Laboratory result is in the portal, and was opened.', at: nine, version: 1 },
    ...{ orderedOn: '2026-11-20', orderedBy: 'Rivera, Sam', isReviewed: false, seenAt: nine },
    ...overrides,
  };
}

async function open(role: Role, items: ResultStanding[]) {
  const copied: string[] = [];
  const server = new FakeServer().when(standings, { items }).when(add, {});
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      ...[server.provider, socket.provider, standingClock().provider, provideRouter([])],
      { provide: Clipboard, useValue: { copy: (text: string) => copied.push(text) > 0 } },
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(PatientResults);
  fixture.componentRef.setInput('patientId', patientId);
  TestBed.tick();
  await Promise.resolve();
  socket.says.welcome({ sessionId: 'session-1', feeds: {}, serverTime: nine });
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const text = (): string => element.innerText.replace(/\s+/g, ' ').trim();
  const press = async (words: string): Promise<void> => {
    const buttons = [...element.querySelectorAll('button')];
    buttons.find((button) => button.textContent.trim() === words)!.click();
    await fixture.whenStable();
  };
  const type = (field: string, value: string): void => {
    const control = element.querySelector<HTMLInputElement>(`[data-field=${field}]`)!;
    control.value = value;
    control.dispatchEvent(new Event('input'));
  };
  const save = async (): Promise<void> => {
    element.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
    await fixture.whenStable();
  };
  return { copied, element, press, save, server, text, type };
}

describe('Results on the patient’s page', () => {
  it('answer where they are, in a sentence that can be copied, and never what they say', async () => {
    const { copied, element, press, text } = await open('call-centre-agent', [aStanding()]);
    expect(text()).toContain('Where are my labs?');
    expect(text()).toContain('Laboratory result is in the portal, and was opened.');
    expect(text()).toContain('The patient can see it');
    expect(text()).toContain(
      'Riverside · ordered Nov 20, 2026 by Rivera, Sam · not reviewed yet · opened Mon, Nov 23, 9:00 am',
    );
    await press('Copy');
    expect(copied).toEqual(['Laboratory result is in the portal, and was opened.']);
    // The desk reads no result.
    expect(element.querySelector('li a')).toBeNull();
    expect(text()).not.toContain('Add a document');
  });

  it('lead whoever may read it to the result', async () => {
    const { element } = await open('clinician', [aStanding()]);
    expect(element.querySelector('li a')?.getAttribute('href')).toBe(`/results/${idOf(2)}`);
  });

  it('show the newest first, and the older ones when they are asked for', async () => {
    const many = Array.from({ length: 7 }, (_, at) => aStanding({ itemId: idOf(10 + at) }));
    const { element, press } = await open('scheduler', many);
    expect(element.querySelectorAll('li').length).toBe(5);
    await press('Show older (2)');
    expect(element.querySelectorAll('li').length).toBe(7);
  });

  it('say that there is nothing, and are not for everybody', async () => {
    expect((await open('scheduler', [])).text()).toContain('Nothing was ordered or has come.');
    TestBed.resetTestingModule();
    const other = await open('biller', []);
    expect(other.server.callsOf(standings)).toEqual([]);
    expect(other.text()).toContain('Your role does not include this.');
  });

  it('take a document, with what it is and when it was written', async () => {
    const { press, save, server, text, type } = await open('records-clerk', []);
    await press('Add a document');
    await save();
    expect(text()).toContain('Give it a title.');
    type('title', 'Visit of Nov 20');
    type('text', 'Blood pressure is better.');
    type('date', '2026-11-24');
    await save();
    expect(text()).toContain('It cannot have been written later than now.');
    expect(server.callsOf(add)).toEqual([]);
    type('date', '2026-11-20');
    type('time', '16:30');
    await save();
    expect(server.callsOf(add)[0]?.body).toEqual({
      ...{ clinicId: riverside, patientId, type: 'visit-summary', title: 'Visit of Nov 20' },
      ...{ text: 'Blood pressure is better.', isFinal: true },
      authoredAt: '2026-11-20T21:30:00.000Z',
    });
    expect(server.callsOf(standings).length).toBe(2);
  });
});
