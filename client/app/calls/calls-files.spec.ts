import type { Attachment } from '#contract/attachment';
import { aGrant, aPerson, aProblem, type FakeServer } from '../platform/given-session';
import {
  aCall,
  after,
  idOf,
  leaseOf,
  minutesLater,
  samId,
} from '../platform/work-queue/given-queue';
import { visitCalls } from './given-calls-page';

function aFile(overrides: Partial<Attachment> = {}): Attachment {
  return {
    id: idOf(500),
    kind: 'fax',
    name: 'Referral.pdf',
    mediaType: 'application/pdf',
    bytes: 412_300,
    byId: samId,
    at: minutesLater(-5),
    removedAt: null,
    removedBecause: null,
    ...overrides,
  };
}

const call = aCall();
const root = `/api/calls/items/${call.id}`;
const attach = `POST ${root}/attach`;
const letter = aFile({ id: idOf(501), kind: 'letter', name: 'Brief für Ana.pdf', bytes: 5 });

function withFiles(...attachments: Attachment[]): (server: FakeServer) => void {
  return (server) =>
    void server.when(`GET ${root}`, { item: call, steps: [], comments: [], attachments });
}

async function open(...files: Attachment[]) {
  const scene = await visitCalls({
    calls: [call],
    url: `/calls/${call.id}`,
    prepare: withFiles(...files),
  });
  const drop = async (...names: string[]): Promise<void> => {
    const transfer = new DataTransfer();
    for (const name of names) transfer.items.add(new File(['%PDF-'], name));
    const options = { dataTransfer: transfer, bubbles: true, cancelable: true };
    const panel = document.querySelector('app-queue-panel')!;
    panel.dispatchEvent(new DragEvent('dragover', options));
    panel.dispatchEvent(new DragEvent('drop', options));
    await scene.shown();
  };
  return { ...scene, drop };
}

describe('The files of a call', () => {
  it('are listed with their size, who and when; removed ones with the reason', async () => {
    const gone = aFile({
      id: idOf(502),
      name: 'Wrong.pdf',
      removedAt: minutesLater(-1),
      removedBecause: 'Belongs to somebody else',
    });
    const { page } = await open(aFile(), gone);
    const panel = await page.panel();
    expect(panel).toContain('Referral.pdf');
    expect(panel).toContain('Fax · 412 kB · Rivera, Sam · Mon, Nov 23, 8:55 am');
    expect(panel).toContain('Removed Mon, Nov 23, 8:59 am: Belongs to somebody else');
    expect(await page.has(`a[href="${root}/attachments/${aFile().id}"][download]`)).toBeTrue();
    expect(await page.has(`a[href="${root}/attachments/${gone.id}"]`)).toBeFalse();
    expect(await page.has('app-queue-files s')).toBeTrue();
  });

  it('are shown by name before they are sent, and say how they came', async () => {
    const { page, drop, server, shown } = await open();
    const attached = after(call, { attachments: 1 });
    server.when(attach, { item: attached, attachment: letter });
    await drop(letter.name, 'Left out.pdf');
    expect(await page.panel()).toContain('Left out.pdf 5 bytes, not sent yet');
    expect(server.callsOf(attach)).toEqual([]);
    await page.click('[aria-label="Leave out Left out.pdf"]');
    await page.choose('app-queue-files select', 'letter');
    withFiles(letter)(server);
    await page.press('Attach');
    await shown();
    const [sent, ...more] = server.callsOf(attach);
    expect(more).toEqual([]);
    expect(sent?.headers['X-Daysheet-File-Name']).toBe('Brief%20f%C3%BCr%20Ana.pdf');
    expect(sent?.headers['X-Daysheet-Attachment-Kind']).toBe('letter');
    expect(sent?.url).not.toContain('Brief');
    expect(await (sent?.body as Blob).text()).toBe('%PDF-');
    expect(await page.panel()).toContain('Brief für Ana.pdf Letter · 5 bytes');
    expect(await page.panel()).not.toContain('not sent yet');
  });

  it('that were refused say why, and go again under the same key', async () => {
    const { page, drop, server, shown } = await open();
    server.refuses(attach, aProblem('invalid-input', 400, 'This kind of file is not taken.'));
    await drop(letter.name);
    await page.choose('app-queue-files select', 'letter');
    await page.press('Attach');
    await shown();
    expect(await page.panel()).toContain('This kind of file is not taken.');
    server.when(attach, { item: call, attachment: letter });
    await page.press('Try again');
    await shown();
    const keys = server.callsOf(attach).map(({ headers }) => headers['Idempotency-Key']);
    expect(keys.length).toBe(2);
    expect(new Set(keys).size).toBe(1);
    expect(await page.panel()).not.toContain('is not taken');
  });

  it('are removed with a reason', async () => {
    const { page, server, shown } = await open(aFile());
    const remove = `POST ${root}/attachments/${aFile().id}/remove`;
    const removed = aFile({ removedAt: minutesLater(0), removedBecause: 'Twice' });
    server.when(remove, { item: after(call, {}), attachment: removed });
    await page.press('Remove…');
    await shown();
    await page.press('Remove');
    expect(await page.text()).toContain('Say why, for whoever looks for it later.');
    expect(server.callsOf(remove)).toEqual([]);
    await page.type('app-remove-file-dialog input', 'Twice');
    await page.press('Remove');
    await shown();
    expect(server.callsOf(remove).map(({ body }) => body)).toEqual([
      { expectedVersion: 1, reason: 'Twice' },
    ]);
  });

  it('cannot be changed while a colleague has the call', async () => {
    const held = aCall({ lease: leaseOf(samId) });
    const of = { calls: [held], url: `/calls/${held.id}` };
    const { page } = await visitCalls(of);
    expect(await page.offersButton('Attach a file…')).toBeFalse();
  });

  it('cannot be changed by who only reads', async () => {
    const person = aPerson({ grants: [aGrant('clinician')] });
    const of = { calls: [call], url: `/calls/${call.id}`, person };
    const { page } = await visitCalls(of);
    expect(await page.offersButton('Attach a file…')).toBeFalse();
  });
});
