import { TestBed } from '@angular/core/testing';
import type { OutreachPolicy } from '#contract/outreach';
import { aGrant, aPerson, aProblem, FakeServer, riverside } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { Toasts } from '../../platform/toasts';
import { aPolicy } from '../given-outreach';
import { OutreachPolicyDialog } from './outreach-policy-dialog';

const get = 'GET /api/outreach/policy';
const change = 'POST /api/outreach/policy/change';

async function open(policy: OutreachPolicy, server = new FakeServer().when(get, policy)) {
  server.when(change, { ...policy, version: policy.version + 1 });
  TestBed.configureTestingModule({ providers: [server.provider] });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant('clinic-manager')] }));
  const fixture = TestBed.createComponent(OutreachPolicyDialog);
  fixture.componentRef.setInput('clinicId', riverside);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  await fixture.whenStable();
  const field = (name: string) =>
    element.querySelector<HTMLInputElement>(`[data-field="${name}"]`)!;
  const button = (label: string) =>
    [...element.querySelectorAll('button')].find(({ innerText }) => innerText.trim() === label);
  return {
    server,
    field,
    button,
    text: () => element.innerText.replace(/\s+/g, ' '),
    isOpen: () => element.querySelector('dialog')!.open,
    async type(name: string, value: string) {
      field(name).value = value;
      field(name).dispatchEvent(new Event('input'));
      await fixture.whenStable();
    },
    async tick(name: string) {
      field(name).click();
      await fixture.whenStable();
    },
    async press(label: string) {
      button(label)!.click();
      await fixture.whenStable();
    },
  };
}

describe('OutreachPolicyDialog', () => {
  it('shows the rules in force, and saves them as they were changed', async () => {
    const policy = aPolicy({ version: 4 });
    const dialog = await open(policy);
    expect(dialog.field('quietFrom').value).toBe('21:00');
    expect(dialog.field('offer').checked).toBeFalse();
    expect(dialog.text()).toContain('hours before 7 days');
    await dialog.type('undoSeconds', '90');
    await dialog.tick('offer');
    await dialog.tick('phone');
    await dialog.tick('confirmsBookings');
    await dialog.press('Save rules');
    const { version, ...rules } = policy;
    expect(dialog.server.callsOf(change)[0]?.body).toEqual({
      ...rules,
      expectedVersion: version,
      undoSeconds: 90,
      budgetExempts: ['offer', 'reminder', 'confirmation'],
      confirmsBookings: false,
      remindModalities: ['in-person', 'video'],
    });
    expect(dialog.isOpen()).toBeFalse();
    expect(TestBed.inject(Toasts).current()?.message).toContain('Rules of messages saved');
  });

  it('adds reminders and takes them out; they stand in the order in which they leave', async () => {
    const dialog = await open(aPolicy());
    await dialog.press('Remove');
    await dialog.press('Add a reminder');
    await dialog.type('remind-1', '72');
    await dialog.press('Save rules');
    expect(dialog.server.callsOf(change)[0]?.body).toEqual(
      jasmine.objectContaining({ remindHours: [72, 48] }),
    );
  });

  it('reminds of no visit where no reminder is left, and of each five times at most', async () => {
    const dialog = await open(aPolicy({ remindHours: [48] }));
    await dialog.press('Remove');
    expect(dialog.text()).toContain('Nobody is reminded.');
    for (let at = 0; at < 5; at += 1) await dialog.press('Add a reminder');
    expect(dialog.button('Add a reminder')).toBeUndefined();
  });

  it('sends nothing that the clinic could not mean', async () => {
    const dialog = await open(aPolicy());
    await dialog.type('remind-0', '1');
    await dialog.type('undoSeconds', '2.5');
    expect(dialog.text()).toContain('A whole number from 2 to 720.');
    expect(dialog.text()).toContain('A whole number from 0 to 300.');
    expect(dialog.button('Save rules')!.disabled).toBeTrue();
    await dialog.press('Save rules');
    expect(dialog.server.callsOf(change)).toEqual([]);
  });

  it('says that somebody else was faster, and shows what they have set', async () => {
    const dialog = await open(aPolicy());
    const conflict = aProblem('conflict', 409, 'Somebody else changed this a moment ago.');
    dialog.server.refuses(change, conflict);
    await dialog.type('undoSeconds', '90');
    await dialog.press('Save rules');
    expect(dialog.text()).toContain('Somebody else changed this a moment ago.');
    expect(dialog.field('undoSeconds').value).toBe('90');
    dialog.server.when(get, aPolicy({ undoSeconds: 30, version: 2 }));
    await dialog.press('Show the rules as they are now');
    expect(dialog.field('undoSeconds').value).toBe('30');
    expect(dialog.text()).not.toContain('Somebody else changed');
    await dialog.press('Save rules');
    expect(dialog.server.callsOf(change)[1]?.body).toEqual(
      jasmine.objectContaining({ expectedVersion: 2 }),
    );
  });

  it('says when the rules cannot be had, and tries again', async () => {
    const policy = aPolicy();
    const away = new FakeServer().refuses(get, aProblem('unavailable', 503, 'The server is away.'));
    const dialog = await open(policy, away);
    expect(dialog.text()).toContain('The server is away.');
    dialog.server.when(get, policy);
    await dialog.press('Try again');
    expect(dialog.field('undoSeconds').value).toBe('60');
  });
});
