import { TestBed } from '@angular/core/testing';
import type { Role } from '#contract/permission';
import type { ProxyPaper } from '#contract/proxy-paper';
import {
  aGrant,
  aPerson,
  aProblem,
  FakeServer,
  FakeSocket,
  riverside,
} from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aListedProxy } from '../given-proxies';
import type { ListedProxy } from '../proxy-api';
import { ProxySection } from '../proxy-section/proxy-section';

const listed = aListedProxy();
const { id: proxyId, patientId } = listed.proxy;
const list = `GET /api/patients/${patientId}/proxies`;
const root = `/api/patients/proxies/${proxyId}/papers`;
const attach = `POST ${root}/attach`;

function aPaper(overrides: Partial<ProxyPaper> = {}): ProxyPaper {
  return {
    id: '018f0000-0000-7000-8000-000000000901',
    proxyId,
    kind: 'court-order',
    name: 'Order.pdf',
    mediaType: 'application/pdf',
    bytes: 412_300,
    addedAt: '2026-03-14T15:00:00.000Z',
    addedBy: 'Reyes, Ana',
    removed: null,
    ...overrides,
  };
}
const gone = aPaper({
  id: '018f0000-0000-7000-8000-000000000902',
  name: 'Wrong.pdf',
  removed: { at: '2026-03-15T15:00:00.000Z', by: 'Rivera, Sam', reason: 'Of her sister' },
});

async function open(
  server: FakeServer,
  { role = 'scheduler', items }: { role?: Role; items: Partial<ListedProxy>[] },
) {
  const socket = new FakeSocket();
  const answer = (papers: Partial<ListedProxy>[]) =>
    server.when(list, { items: papers.map((each) => ({ ...listed, ...each })) });
  answer(items);
  TestBed.configureTestingModule({ providers: [server.provider, socket.provider] });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(ProxySection);
  fixture.componentRef.setInput('patientId', patientId);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const button = (words: string) =>
    [...element.querySelectorAll('button')].find(
      (one) => one.innerText.trim() === words || one.getAttribute('aria-label') === words,
    );
  return {
    element,
    answer,
    button,
    shown: () => fixture.whenStable(),
    text: () => element.innerText.replace(/\s+/g, ' '),
    async press(words: string) {
      button(words)!.click();
      await fixture.whenStable();
    },
    async chooseKind(kind: string) {
      const select = element.querySelector<HTMLSelectElement>('[data-field=kind]')!;
      select.value = kind;
      select.dispatchEvent(new Event('change'));
      await fixture.whenStable();
    },
    async say(reason: string) {
      const field = element.querySelector<HTMLInputElement>('[data-field=reason]')!;
      field.value = reason;
      field.dispatchEvent(new Event('input'));
      await fixture.whenStable();
    },
    async drop(name: string) {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['%PDF-'], name));
      const options = { dataTransfer: transfer, bubbles: true, cancelable: true };
      const dialog = element.querySelector('dialog')!;
      dialog.dispatchEvent(new DragEvent('dragover', options));
      dialog.dispatchEvent(new DragEvent('drop', options));
      await fixture.whenStable();
    },
  };
}

describe('ProxyPapers', () => {
  it('are named with kind, when, by whom and size; removed ones with the reason', async () => {
    const { text, element } = await open(new FakeServer(), {
      items: [{ papers: [aPaper(), gone] }],
    });
    expect(text()).toContain('Court order: Order.pdf Mar 14, 2026 · Reyes, Ana · 412 kB');
    expect(text()).toContain('Removed Mar 15, 2026 · Rivera, Sam: Of her sister');
    const link = element.querySelector<HTMLAnchorElement>('a[download]')!;
    expect(link.getAttribute('href')).toBe(`${root}/${aPaper().id}?clinicId=${riverside}`);
    expect(element.querySelectorAll('a[download]').length).toBe(1);
    expect(element.querySelector('s')?.innerText).toBe('Wrong.pdf');
  });

  it('say that there are none yet', async () => {
    const { text, button } = await open(new FakeServer(), { items: [{}] });
    expect(text()).toContain('No papers yet.');
    expect(button('Add a paper…')).toBeDefined();
  });

  it('are added with their kind; the name never goes into the address', async () => {
    const server = new FakeServer();
    const section = await open(server, { items: [{}] });
    await section.press('Add a paper…');
    await section.drop('Müller.pdf');
    expect(section.text()).toContain('Müller.pdf 5 bytes, not sent yet');
    expect(section.button('Add')!.disabled).toBeTrue();
    await section.chooseKind('court-order');
    server.when(attach, aPaper());
    section.answer([{ papers: [aPaper()] }]);
    await section.press('Add');
    const [sent, ...more] = server.callsOf(attach);
    expect(more).toEqual([]);
    expect(sent?.url).toBe(`${root}/attach?clinicId=${riverside}`);
    expect(sent?.headers['X-Daysheet-File-Name']).toBe('M%C3%BCller.pdf');
    expect(sent?.headers['X-Daysheet-Paper-Kind']).toBe('court-order');
    expect(await (sent?.body as Blob).text()).toBe('%PDF-');
    expect(section.element.querySelector('dialog')).toBeNull();
    expect(section.text()).toContain('Court order: Order.pdf');
  });

  it('that are refused say why, stay chosen, and go again under the same key', async () => {
    const server = new FakeServer();
    const section = await open(server, { items: [{}] });
    await section.press('Add a paper…');
    await section.drop('Order.pdf');
    await section.chooseKind('other');
    const title = 'This kind of file is not taken.';
    server.refuses(attach, {
      ...aProblem('invalid-input', 400, title),
      fields: [{ path: 'file', message: 'is of a kind that is not accepted' }],
    });
    await section.press('Add');
    expect(section.text()).toContain(title);
    expect(section.text()).not.toContain('file:');
    server.answers.set(attach, 'unreachable');
    await section.press('Add');
    server.when(attach, aPaper());
    await section.press('Add');
    const keys = server.callsOf(attach).map(({ headers }) => headers['Idempotency-Key']);
    expect(keys.length).toBe(3);
    expect(keys[2]).toBe(keys[1]);
    expect(keys[1]).not.toBe(keys[0]);
  });

  it('are removed with a reason, and stay where that is refused', async () => {
    const server = new FakeServer();
    const remove = `POST ${root}/${aPaper().id}/remove`;
    server.refuses(remove, aProblem('rule-broken', 422, 'This paper was removed before.'));
    const section = await open(server, { items: [{ papers: [aPaper()] }] });
    await section.press('Remove Order.pdf');
    expect(section.button('Remove')!.disabled).toBeTrue();
    await section.say('Of her sister');
    await section.press('Remove');
    expect(server.callsOf(remove)[0]?.body).toEqual({
      clinicId: riverside,
      reason: 'Of her sister',
    });
    expect(section.text()).toContain('This paper was removed before.');
    server.when(remove, gone);
    section.answer([{ papers: [gone] }]);
    await section.press('Remove');
    expect(section.element.querySelector('dialog')).toBeNull();
    expect(section.text()).toContain('Of her sister');
  });

  it('are not added to who was ended, but wrong ones are still removed', async () => {
    const revoked = { at: '2026-03-14T15:00:00.000Z', reason: 'Custody order' };
    const ended = { proxy: { ...listed.proxy, revoked }, state: 'revoked' as const, told: [] };
    const { button } = await open(new FakeServer(), { items: [{ ...ended, papers: [aPaper()] }] });
    expect(button('Add a paper…')).toBeUndefined();
    expect(button('Remove Order.pdf')).toBeDefined();
  });

  it('are only read by those who do not keep them', async () => {
    const { element, text } = await open(new FakeServer(), {
      role: 'biller',
      items: [{ papers: [aPaper()] }],
    });
    expect(text()).toContain('Order.pdf');
    expect(element.querySelectorAll('button').length).toBe(0);
  });
});
