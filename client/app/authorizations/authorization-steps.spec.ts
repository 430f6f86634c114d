import type { Attachment } from '#contract/attachment';
import type { Authorization } from '#contract/authorization-request';
import { aGrant, aPerson, aProblem, type FakeServer } from '../platform/given-session';
import { idOf, leaseOf, me, minutesLater, nine, samId } from '../platform/work-queue/given-queue';
import {
  aDecision,
  aDocument,
  afterwards,
  aGranted,
  aLine,
  anAuthorization,
  anAuthorizationChange,
  emptyStory,
} from './given-authorizations';
import { providerId, visitAuthorizations } from './given-authorizations-page';

const form = 'app-step-form form';
const post = ({ id }: Authorization, act: string): string =>
  `POST /api/authorizations/items/${id}/${act}`;
const held = { token: 4, expectedVersion: 2 };

/** Nobody holds it: it is claimed first. */
function answering(request: Authorization, act: string, after: Partial<Authorization> = {}) {
  const claimed = afterwards(request, { lease: leaseOf(me, 4) });
  return (server: FakeServer): FakeServer =>
    server
      .when(post(request, 'claim'), claimed)
      .when(post(request, act), { ...claimed, version: 3, ...after });
}

const proof: Attachment = {
  ...{ id: idOf(70), kind: 'portal-print', name: 'proof.pdf', mediaType: 'application/pdf' },
  ...{ bytes: 1200, byId: samId, at: nine, removedAt: null, removedBecause: null },
};

async function open(request: Authorization, scene: Parameters<typeof visitAuthorizations>[0] = {}) {
  const visited = await visitAuthorizations({
    requests: [request],
    url: `/authorizations/${request.id}`,
    ...scene,
  });
  await visited.read();
  return visited;
}

describe('A request', () => {
  it('is settled by a key: required, with where it is written', async () => {
    const [first, second] = [aLine({ status: 'need-check' }), aLine({ status: 'need-check' })];
    const request = anAuthorization({ status: 'need-check' }, { lines: [first, second] });
    const { page, press, server, shown } = await open(request, {
      prepare: answering(request, 'settle-need'),
    });
    expect(await page.steps()).toEqual([
      ...['Required y', 'Not required f', 'Change what is asked w', 'Cancel'],
    ]);
    await press('y');
    await page.submit(form);
    expect(await page.panel()).toContain('Say who says so, or where it is written.');
    await page.click(`app-step-form [data-line="${second.id}"]`);
    await page.type('[data-field=proof]', 'Payer’s list, page 3');
    await page.submit(form);
    await shown();
    expect(server.callsOf(post(request, 'settle-need'))[0]?.body).toEqual({
      ...{ lineIds: [first.id], required: true, proof: 'Payer’s list, page 3', ...held },
    });
    // Done: the next step is chosen anew.
    expect(await page.steps()).toContain('Required y');
  });

  it('is submitted with what the payer confirmed and the file that proves it', async () => {
    const request = anAuthorization();
    const { page, press, server, shown } = await open(request, {
      files: [proof],
      prepare: answering(request, 'submit'),
    });
    await press('b');
    await page.submit(form);
    expect(await page.panel()).toContain('Write down what the payer confirmed it with.');
    await page.type('[data-field=confirmation]', 'C-100');
    await page.submit(form);
    expect(await page.panel()).toContain('Choose the file that proves it');
    await page.choose('[data-field=proof-file]', proof.id);
    await page.type('[data-field=received-time]', '11:30');
    await page.submit(form);
    expect(await page.panel()).toContain('“Received by the payer” lies ahead.');
    await page.type('[data-field=received-time]', '08:30');
    await page.submit(form);
    await shown();
    expect(server.callsOf(post(request, 'submit'))[0]?.body).toEqual({
      ...{ channel: 'portal', confirmation: 'C-100', proofId: proof.id },
      ...{ receivedAt: '2026-11-23T13:30:00.000Z', ...held },
    });
  });

  it('is answered line by line: in part, and denied with the specific reason', async () => {
    const [first, second] = [
      aLine({ status: 'submitted', renderingId: providerId }),
      aLine({ status: 'submitted', description: 'Traction' }),
    ];
    const request = anAuthorization({ status: 'submitted' }, { lines: [first, second] });
    const { page, press, server, shown } = await open(request, {
      prepare: answering(request, 'record-answer'),
    });
    await press('r');
    await page.submit(form);
    expect(await page.panel()).toContain('Choose what the payer answered.');
    await page.choose(`[data-field=action][data-line="${first.id}"]`, 'A2');
    await page.choose(`[data-field=action][data-line="${second.id}"]`, 'A3');
    await page.submit(form);
    expect(await page.panel()).toContain('Write down why “Traction” was denied');
    await page.type('[data-field=quantity]', '6');
    await page.type('[data-field=number]', 'AUTH-77');
    await page.type('[data-field=because]', 'Not medically necessary');
    await page.type('[data-field=codes]', '0V, 35');
    await page.submit(form);
    await shown();
    expect(server.callsOf(post(request, 'record-answer'))[0]?.body).toEqual({
      ...{ via: 'portal', decidedAt: nine, note: '', ...held },
      answers: [
        {
          ...{ action: 'A2', lineId: first.id, number: 'AUTH-77' },
          grant: aGranted({ quantity: 6, level: 'individual', providerIds: [providerId] }),
        },
        {
          ...{ action: 'A3', lineId: second.id, number: null },
          ...{ because: 'Not medically necessary', codes: ['0V', '35'] },
        },
      ],
    });
  });

  it('keeps what was typed while a colleague writes, and is not written over unseen', async () => {
    const line = aLine({ status: 'submitted' });
    const request = anAuthorization({ status: 'submitted' }, { lines: [line] });
    const answered = afterwards(
      request,
      { status: 'denied' },
      { version: 2, lines: [{ ...line, status: 'denied', decision: aDecision({ action: 'A3' }) }] },
    );
    const claimed = afterwards(answered, { lease: leaseOf(me, 4) });
    const { page, press, server, shown } = await open(request, {
      prepare: (server) =>
        server
          // Between what was seen and the claim an answer of the payer was written.
          .when(post(request, 'claim'), claimed)
          .refuses(post(request, 'record-answer'), {
            ...aProblem('conflict', 409, 'Somebody changed this meanwhile.'),
            current: claimed,
          }),
    });
    await press('r');
    await page.choose('[data-field=action]', 'NA');
    await page.submit(form);
    await shown();
    expect(server.callsOf(post(request, 'record-answer'))[0]?.body).toEqual(
      jasmine.objectContaining({ token: 4, expectedVersion: 1 }),
    );
    expect(await page.panel()).toContain('Somebody changed this meanwhile.');
    expect(await page.panel()).toContain('The request has moved on: this cannot be done any more.');
  });

  it('is appealed, and what the appeal overturns is granted', async () => {
    const denied = anAuthorization({ status: 'denied' }, { lines: [aLine({ status: 'denied' })] });
    const { page, press, server, shown } = await open(denied, {
      prepare: answering(denied, 'file-appeal'),
    });
    await press('d');
    await page.type('[data-field=confirmation]', 'AP-1');
    await page.submit(form);
    await shown();
    expect(server.callsOf(post(denied, 'file-appeal'))[0]?.body).toEqual({
      ...{ lineIds: [denied.lines[0]!.id], filedAt: nine, confirmation: 'AP-1', ...held },
    });
  });

  it('is told what came of an appeal', async () => {
    const line = aLine({ status: 'appealed', renderingId: null });
    const request = anAuthorization({ status: 'appealed' }, { lines: [line] });
    const { page, press, server, shown } = await open(request, {
      prepare: answering(request, 'end-appeal'),
    });
    await press('d');
    await page.submit(form);
    expect(await page.panel()).toContain('Say what came of it.');
    await page.choose('[data-field=outcome]', 'overturned');
    await page.type('[data-field=number]', 'AUTH-78');
    await page.submit(form);
    await shown();
    expect(server.callsOf(post(request, 'end-appeal'))[0]?.body).toEqual({
      ...{ lineId: line.id, outcome: 'overturned', grant: aGranted(), number: 'AUTH-78' },
      ...{ decidedAt: nine, ...held },
    });
  });

  it('is asked for anew, and the new one comes into the hand', async () => {
    const request = anAuthorization({ status: 'denied' }, { lines: [aLine({ status: 'denied' })] });
    const made = anAuthorization();
    const { page, press, router, server, shown } = await open(request, {
      requests: [request, made],
      prepare: answering(request, 'ask-anew', made),
    });
    await press('h');
    await page.submit(form);
    await shown();
    expect(server.callsOf(post(request, 'ask-anew'))[0]?.body).toEqual({
      lineIds: [request.lines[0]!.id],
      span: { from: '2026-11-23', until: '2027-02-21' },
      ...held,
    });
    expect(router.url).toBe(`/authorizations/${made.id}`);
  });

  it('is cancelled for a reason, and says plainly why it cannot be', async () => {
    const request = anAuthorization({ lease: leaseOf(me, 4) });
    const because = '3 visits are booked or used; nothing was changed.';
    const { page, server, shown } = await open(request, {
      prepare: (server) =>
        server.refuses(post(request, 'cancel-lines'), {
          ...aProblem('rule-broken', 422, because),
          rule: 'units-in-use',
        }),
    });
    await page.step('Cancel');
    await page.submit(form);
    expect(await page.panel()).toContain('Choose why.');
    await page.choose('[data-field=reason]', 'duplicate');
    await page.submit(form);
    await shown();
    expect(server.callsOf(post(request, 'cancel-lines')).length).toBe(1);
    // What was typed is still there.
    expect(await page.steps()).toEqual(['[Cancel]']);
  });

  it('is attested by a clinician, who needs not hold it', async () => {
    const request = anAuthorization();
    const { page, press, server, shown } = await open(request, {
      person: aPerson({ grants: [aGrant('clinician')] }),
      prepare: (server) =>
        server.when(
          post(request, 'attest-urgency'),
          afterwards(request, {}, { urgency: 'expedited' }),
        ),
    });
    expect(await page.steps()).toEqual(['Attest urgency t']);
    await press('t');
    await page.type('[data-field=statement]', 'She cannot walk');
    await page.submit(form);
    await shown();
    expect(server.callsOf(post(request, 'attest-urgency'))[0]?.body).toEqual({
      ...{ statement: 'She cannot walk', expectedVersion: 1 },
    });
    expect(server.callsOf(post(request, 'claim'))).toEqual([]);
  });

  it('has its documents attached from its own files, or waived with a reason', async () => {
    const [notes, image] = [aDocument(), aDocument({ title: 'X-ray' })];
    const request = anAuthorization({ lease: leaseOf(me, 4) }, { documents: [notes, image] });
    const settle = post(request, 'settle-document');
    const { page, server, shown } = await open(request, {
      files: [proof],
      prepare: (server) => server.when(settle, { ...request, version: 2 }),
    });
    await page.choose(`[data-document="${notes.id}"]`, proof.id);
    await shown();
    expect(server.callsOf(settle)[0]?.body).toEqual({
      ...{ documentId: notes.id, attachmentId: proof.id, waivedBecause: null },
      ...{ token: 4, expectedVersion: 1 },
    });
  });

  it('has calls with the payer written down', async () => {
    const request = anAuthorization();
    const { hear, page, server, shown } = await open(request, {
      prepare: (server) => server.when(post(request, 'log-call'), afterwards(request, {})),
    });
    await page.press('Write down a call…');
    await page.submit('app-call-log form');
    expect(await page.panel()).toContain('Say whom you spoke to.');
    await page.type('[data-field=spoke-to]', 'Kim');
    await page.type('[data-field=call-said]', 'It is in review');
    await page.submit('app-call-log form');
    await shown();
    expect(server.callsOf(post(request, 'log-call'))[0]?.body).toEqual({
      ...{ at: minutesLater(1 / 60), spokeTo: 'Kim', reference: '' },
      ...{ said: 'It is in review', expectedVersion: 1 },
    });
    const call = { id: idOf(71), at: nine, byId: samId, spokeTo: 'Kim', reference: '' };
    server.when(`GET /api/authorizations/items/${request.id}/record`, {
      ...emptyStory,
      calls: [{ ...call, said: 'It is in review' }],
    });
    await hear(
      anAuthorizationChange(1, afterwards(request, {}), 'authorizations.authorization-call-logged'),
    );
    expect(await page.panel()).toContain('spoke to Kim');
  });

  it('is offered a talk until then, which never lies behind', async () => {
    const request = anAuthorization({ status: 'denied' }, { lines: [aLine({ status: 'denied' })] });
    const { page, press, server, shown } = await open(request, {
      prepare: answering(request, 'offer-peer-to-peer'),
    });
    await press('p');
    await page.type('[data-field=until-date]', '2026-11-22');
    await page.submit(form);
    expect(await page.panel()).toContain('“Offered until” is over.');
    await page.type('[data-field=until-date]', '2026-11-25');
    await page.submit(form);
    await shown();
    expect(server.callsOf(post(request, 'offer-peer-to-peer'))[0]?.body).toEqual({
      ...{ lineId: request.lines[0]!.id, until: '2026-11-25T22:00:00.000Z', ...held },
    });
  });

  it('is changed as long as nothing was submitted', async () => {
    const request = anAuthorization({ lease: leaseOf(me, 4) });
    const describe = post(request, 'describe');
    const { page, press, server, shown } = await open(request, {
      prepare: (server) => server.when(describe, { ...request, version: 2 }),
    });
    await press('w');
    await page.type('[data-field=code]', '9711');
    await page.submit(form);
    expect(await page.panel()).toContain('“9711” is no code of that system.');
    await page.type('[data-field=code]', '97112');
    await page.type('[data-field=diagnoses]', 'back pain');
    await page.submit(form);
    expect(await page.panel()).toContain('“back pain” does not begin with an ICD-10 code.');
    await page.type('[data-field=diagnoses]', 'm54.50 Low back pain');
    await page.submit(form);
    await shown();
    const [line] = request.lines;
    const body = server.callsOf(describe)[0]?.body as Record<string, unknown>;
    expect(body).toEqual(
      jasmine.objectContaining({
        diagnoses: [{ code: 'M54.50', text: 'Low back pain' }],
        ...{ urgency: 'standard', token: 4, expectedVersion: 1 },
      }),
    );
    expect(body['lines']).toEqual([
      jasmine.objectContaining({
        ...{ description: line!.description, quantity: 12, from: line!.from },
        code: { system: 'cpt', code: '97112', modifiers: [] },
      }),
    ]);
  });

  it('is out of the hands of who lost it: nothing can be chosen while another has it', async () => {
    const request = anAuthorization({ lease: leaseOf(samId, 2), dueAt: minutesLater(60) });
    const { page } = await open(request);
    expect(await page.steps()).toEqual([]);
  });
});
