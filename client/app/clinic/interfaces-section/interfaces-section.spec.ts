import { TestBed } from '@angular/core/testing';
import type { InterfaceMessage, InterfaceView } from '#contract/interfaces';
import { aProblem, riverside } from '../../platform/given-session';
import { clinicServer, visitClinic } from '../given-clinic';

const id = '018f0000-0000-7000-8000-000000006001';
const messageId = '018f0000-0000-7000-8000-000000006101';
const payerId = '018f0000-0000-7000-8000-000000005001';
const list = 'GET /api/interfaces/interfaces';
const files = `GET /api/interfaces/interfaces/${id}/messages`;
const add = 'POST /api/interfaces/interfaces/add';
const change = `POST /api/interfaces/interfaces/${id}/change`;
const give = `POST /api/interfaces/interfaces/${id}/give-file`;
const again = `POST /api/interfaces/messages/${messageId}/read-again`;

const noSender = {
  ...{ theirApplication: null, theirFacility: null, ourApplication: null, ourFacility: null },
};
const fields = {
  name: 'Harbor clearing house',
  ourQualifier: 'ZZ',
  ourId: 'DAYSHEET',
  theirQualifier: '30',
  theirId: 'HARBOR',
  isTest: true,
  providerName: 'Daysheet Clinics',
  providerNpi: '1999999984',
  payerIds: [payerId],
  ...noSender,
};

function anInterface(over: Partial<InterfaceView> = {}): InterfaceView {
  return {
    id,
    clinicId: null,
    kind: 'eligibility',
    folder: 'harbor',
    path: '018f0000-0000-7000-8000-000000000009/harbor',
    ...fields,
    enabled: true,
    version: 3,
    waiting: 0,
    refused: 0,
    lastTakenAt: null,
    lastSentAt: '2026-11-23T13:30:00.000Z',
    ...over,
  };
}

function aMessage(over: Partial<InterfaceMessage> = {}): InterfaceMessage {
  return {
    id: messageId,
    direction: 'in',
    outcome: 'refused',
    at: '2026-11-23T13:40:00.000Z',
    messageType: null,
    controlNumber: '000000042',
    counts: {},
    problems: [{ place: 12, code: 'damaged', reason: 'SE01 says 9 segments, there are 8' }],
    problemCode: 'damaged',
    copies: 2,
    isAskedAgain: false,
    canBeReadAgain: true,
    ...over,
  };
}

function serverWith(...items: InterfaceView[]) {
  const payer = {
    id: payerId,
    name: 'Bay State Health',
    payerIdentifier: null,
    lineOfBusiness: 'commercial',
    kinds: ['medical'],
    active: true,
    version: 1,
  };
  return clinicServer()
    .when(list, { items })
    .when('GET /api/patients/payers', { items: [payer] });
}

describe('InterfacesSection', () => {
  it('says what is sent where, and how it goes', async () => {
    const page = await visitClinic(serverWith(anInterface()), 'administrator');
    expect(page.text()).toContain('Harbor clearing house On');
    expect(page.text()).toContain('Eligibility (X12 270 and 271) · all clinics · 1 payer · test');
    expect(page.text()).toContain('Folder 018f0000-0000-7000-8000-000000000009/harbor');
    expect(page.text()).toContain('nothing taken');
    const off = anInterface({ enabled: false, refused: 2 });
    expect((await revisit(off)).text()).toContain('Switched off');
    expect((await revisit(anInterface({ refused: 2 }))).text()).toContain('2 refused');
    expect((await revisit(anInterface({ waiting: 1 }))).text()).toContain('1 to send');
  });

  it('is not there for who does not keep interfaces', async () => {
    const server = serverWith(anInterface());
    const page = await visitClinic(server, 'clinic-manager');
    expect(page.text()).not.toContain('Interfaces');
    expect(server.callsOf(list)).toEqual([]);
  });

  it('says that there is none, and what could not be loaded', async () => {
    expect((await visitClinic(serverWith(), 'administrator')).text()).toContain('No interface yet');
    TestBed.resetTestingModule();
    const server = clinicServer();
    server.refuses(list, aProblem('unavailable', 503, 'The server is away.'));
    expect((await visitClinic(server, 'administrator')).text()).toContain('The server is away.');
  });

  it('shows the last files with what was wrong and where, and has one read again', async () => {
    const server = serverWith(anInterface({ refused: 1 })).when(files, { items: [aMessage()] });
    server.when(again, aMessage());
    const page = await visitClinic(server, 'administrator');
    await page.press('Last files');
    expect(page.text()).toContain('in · no. 42 came 2 times Refused');
    expect(page.text()).toContain('Segment 12: SE01 says 9 segments, there are 8');
    server.when(files, { items: [aMessage({ isAskedAgain: true })] });
    await page.press('Read again');
    expect(server.callsOf(again)[0]?.body).toEqual({ clinicId: riverside });
    expect(page.text()).toContain('To be read again');
    expect(page.text()).not.toContain('Read again');
  });

  it('takes a file that is given by hand, and says why one was not taken', async () => {
    const server = serverWith(anInterface()).when(files, { items: [] });
    server.when(give, { bytes: 3 });
    const page = await visitClinic(server, 'administrator');
    await page.press('Last files');
    const choose = async (): Promise<void> => {
      const chosen = new DataTransfer();
      chosen.items.add(new File(['ISA'], 'answer.278'));
      const field = page.box('app-interface-messages input');
      field.files = chosen.files;
      field.dispatchEvent(new Event('change'));
      await page.settle();
    };
    await choose();
    expect(server.callsOf(give).length).toBe(1);
    expect(page.text()).toContain('Given. It is read within seconds, and stands here then.');
    server.refuses(give, aProblem('rule-broken', 422, 'The interface is switched off.'));
    await choose();
    expect(page.text()).toContain('The interface is switched off.');
    expect(page.text()).not.toContain('Given.');
  });

  it('adds an interface, and asks for what is missing first', async () => {
    const server = serverWith().when(add, anInterface());
    const page = await visitClinic(server, 'administrator');
    await page.press('Add an interface');
    await page.press('Save');
    expect(server.callsOf(add)).toEqual([]);
    expect(page.text()).toContain('Needed.');
    await page.fill('app-interface-dialog [data-field=name]', 'Harbor clearing house');
    await page.fill('app-interface-dialog [data-field=folder]', 'harbor');
    await page.fill('app-interface-dialog [data-field=ourId]', 'DAYSHEET');
    await page.fill('app-interface-dialog [data-field=theirQualifier]', '30');
    await page.fill('app-interface-dialog [data-field=theirId]', 'HARBOR');
    await page.fill('app-interface-dialog [data-field=providerName]', 'Daysheet Clinics');
    await page.fill('app-interface-dialog [data-field=providerNpi]', '1999999984');
    page.box(`[data-payer="${payerId}"]`).click();
    await page.press('Save');
    expect(server.callsOf(add).map(({ body }) => body)).toEqual([
      {
        clinicId: riverside,
        scope: 'organization',
        kind: 'eligibility',
        folder: 'harbor',
        ...fields,
      },
    ]);
  });

  it('adds one of FHIR for the clinic, without the words of X12', async () => {
    const none = {
      ...{ ourQualifier: null, ourId: null, theirQualifier: null, theirId: null },
      ...{ providerName: null, providerNpi: null, payerIds: [] },
    };
    const fhir = anInterface({ kind: 'fhir-refills', clinicId: riverside, ...none });
    const server = serverWith(fhir).when(add, fhir);
    const page = await visitClinic(server, 'administrator');
    expect(page.text()).toContain('Refill requests (FHIR R4) · this clinic · test');
    expect(page.text()).not.toContain('we are');
    await page.press('Add an interface');
    await page.fill('app-interface-dialog [data-field=kind]', 'fhir-refills');
    expect(page.text()).not.toContain('Our qualifier');
    await page.fill('app-interface-dialog [data-field=name]', 'Main Street Pharmacy');
    await page.fill('app-interface-dialog [data-field=folder]', 'main-street');
    await page.press('Save');
    expect(server.callsOf(add).map(({ body }) => body)).toEqual([
      {
        ...{ clinicId: riverside, scope: 'clinic', kind: 'fhir-refills', folder: 'main-street' },
        ...{ name: 'Main Street Pharmacy', isTest: true, ...none, ...noSender },
      },
    ]);
  });

  it('adds a laboratory by what it calls itself, without a folder', async () => {
    const none = {
      ...{ ourQualifier: null, ourId: null, theirQualifier: null, theirId: null },
      ...{ providerName: null, providerNpi: null, payerIds: [] },
    };
    const named = {
      ...{ theirApplication: 'VALLEYLAB', theirFacility: 'VALLEY' },
      ...{ ourApplication: null, ourFacility: 'NORTH' },
    };
    const hl7 = anInterface({ kind: 'hl7', clinicId: riverside, ...none, ...named, waiting: 2 });
    const server = serverWith(hl7).when(add, hl7);
    const page = await visitClinic(server, 'administrator');
    expect(page.text()).toContain('Results of a laboratory (HL7 v2) · this clinic · test');
    expect(page.text()).toContain('From VALLEYLAB at VALLEY · to NORTH');
    expect(page.text()).toContain('2 to apply');
    await page.press('Add an interface');
    await page.fill('app-interface-dialog [data-field=kind]', 'hl7');
    expect(page.text()).not.toContain('Our qualifier');
    await page.press('Save');
    expect(server.callsOf(add)).toEqual([]);
    await page.fill('app-interface-dialog [data-field=name]', 'Valley laboratory');
    await page.fill('app-interface-dialog [data-field=theirApplication]', 'VALLEYLAB');
    await page.fill('app-interface-dialog [data-field=theirFacility]', ' VALLEY ');
    await page.fill('app-interface-dialog [data-field=ourFacility]', 'NORTH');
    await page.press('Save');
    expect(server.callsOf(add).map(({ body }) => body)).toEqual([
      {
        ...{ clinicId: riverside, scope: 'clinic', kind: 'hl7', folder: null },
        ...{ name: 'Valley laboratory', isTest: true, ...none, ...named },
      },
    ]);
  });

  it('shows the last messages of a laboratory, and has one read again', async () => {
    const hl7 = anInterface({ kind: 'hl7', theirApplication: 'VALLEYLAB', theirFacility: '' });
    const problems = [{ place: 2, code: 'unknown-patient', reason: 'PID-3 names nobody' }];
    const refused = aMessage({ messageType: 'ORU^R01', controlNumber: '00A-7', problems });
    const taken = aMessage({
      ...{ id: '018f0000-0000-7000-8000-000000006102', outcome: 'taken', problems: [], copies: 1 },
      ...{ messageType: 'ORU^R01', controlNumber: '0042', canBeReadAgain: false },
    });
    const server = serverWith(hl7).when(files, { items: [taken, refused] });
    server.when(again, { ...refused, outcome: 'taken', canBeReadAgain: false });
    const page = await visitClinic(server, 'administrator');
    await page.press('Last messages');
    expect(page.text()).toContain('ORU^R01 · no. 0042');
    expect(page.text()).toContain('To be applied');
    expect(page.text()).toContain('Segment 2: PID-3 names nobody');
    expect(page.text()).not.toContain('Give a file');
    await page.press('Read again');
    expect(server.callsOf(again).length).toBe(1);
  });

  it('switches one off by the version that was seen, and keeps what was typed when refused', async () => {
    const server = serverWith(anInterface());
    server.refuses(change, aProblem('conflict', 409, 'Somebody else changed this.'));
    const page = await visitClinic(server, 'administrator');
    await page.press('Change…');
    page.box('[data-field=enabled]').click();
    await page.press('Save');
    expect(server.callsOf(change).map(({ body }) => body)).toEqual([
      { clinicId: riverside, expectedVersion: 3, ...fields, enabled: false },
    ]);
    expect(page.text()).toContain('Somebody else changed this');
  });

  it('follows what the server does meanwhile', async () => {
    const server = serverWith(anInterface());
    const page = await visitClinic(server, 'administrator');
    server.when(list, { items: [anInterface({ refused: 1 })] });
    page.socket.says.changes({
      feed: 'interfaces:organization',
      changes: [
        {
          feed: 'interfaces:organization',
          seq: 1,
          type: 'interfaces.message-recorded',
          entityId: messageId,
          version: 1,
          payload: null,
          actorId: null,
          commandId: null,
          at: '2026-11-23T14:00:00.000Z',
        },
      ],
    });
    await page.settle();
    expect(page.text()).toContain('1 refused');
  });
});

function revisit(row: InterfaceView): ReturnType<typeof visitClinic> {
  TestBed.resetTestingModule();
  return visitClinic(serverWith(row), 'administrator');
}
