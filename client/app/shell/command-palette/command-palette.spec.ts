import { TestKey } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import type { Me } from '#contract/staff';
import { aPatient } from '../../patients/given-patients';
import { aGrant, aPerson, aProblem, FakeServer } from '../../platform/given-session';
import { Keymap } from '../../platform/keymap';
import { RecentPages } from '../../platform/recent-pages';
import { Session } from '../../platform/session';
import { provideShortcuts } from '../../platform/shortcut-set';
import { shellShortcuts } from '../shell-shortcuts';
import { CommandPalette } from './command-palette';
import { CommandPaletteHarness } from './command-palette-harness';

const search = 'POST /api/patients/search';
const ana = aPatient();

@Component({
  selector: 'app-some-page',
  imports: [CommandPalette],
  template: '<input id="some-field" aria-label="Field" /><app-command-palette />',
})
class SomePage {}

async function given(server = new FakeServer(), me: Me = aPerson()) {
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      provideRouter([{ path: '**', component: SomePage }]),
      provideShortcuts(shellShortcuts),
    ],
  });
  TestBed.inject(Session).begin(me);
  const fixture = TestBed.createComponent(SomePage);
  const palette = await TestbedHarnessEnvironment.loader(fixture).getHarness(CommandPaletteHarness);
  return { palette, fixture };
}

/** What Ctrl+K does, and what the browser is left to do. */
function pressControlK(at: Element = document.body): KeyboardEvent {
  const event = new KeyboardEvent('keydown', {
    ...{ key: 'k', ctrlKey: true, bubbles: true, cancelable: true },
  });
  at.dispatchEvent(event);
  return event;
}

function someField(): HTMLInputElement {
  const field = document.querySelector<HTMLInputElement>('#some-field');
  if (!field) throw new Error('The page has no field.');
  return field;
}

describe('CommandPalette', () => {
  it('opens with Ctrl+K, in a field too, takes the key from the browser, and gives the focus back', async () => {
    const { palette } = await given();
    someField().focus();
    expect(pressControlK(someField()).defaultPrevented).toBeTrue();
    expect(await palette.isOpen()).toBeTrue();
    expect(document.activeElement?.getAttribute('role')).toBe('combobox');
    pressControlK();
    expect(await palette.isOpen()).toBeFalse();
    expect(document.activeElement).toBe(someField());
  });

  it('offers its options also when it opens again before the browser has told of its close', async () => {
    const { palette } = await given();
    pressControlK();
    pressControlK();
    pressControlK();
    await new Promise((done) => setTimeout(done));
    expect(await palette.isOpen()).toBeTrue();
    expect(Object.keys(await palette.groups())).toContain('Pages');
  });

  it('stays shut while another dialog asks something', async () => {
    const { palette } = await given();
    const dialog = document.createElement('dialog');
    document.body.append(dialog);
    dialog.showModal();
    expect(pressControlK().defaultPrevented).toBeTrue();
    expect(await palette.isOpen()).toBeFalse();
    dialog.remove();
  });

  it('offers only pages that the person may open', async () => {
    const { palette } = await given(new FakeServer(), aPerson({ grants: [aGrant('biller')] }));
    pressControlK();
    expect((await palette.groups())['Pages']).toEqual([
      'Calendar g c',
      'Claims g d',
      'Drawer g f',
      'Patients g p',
      'Who is away g o',
      'Account',
    ]);
  });

  it('does what the page in view can do, with its key beside it', async () => {
    const { palette } = await given();
    let booked = 0;
    const book = () => (booked += 1);
    TestBed.inject(Keymap).add([
      { id: 'calendar.book-visit', keys: 'c', words: 'Book a visit', run: book },
      { id: 'calendar.book-twin', keys: 'b', words: 'Book a visit, other key', run: book },
    ]);
    pressControlK();
    expect((await palette.groups())['Actions']).toEqual(['Book a visit c']);
    await palette.type('b z');
    expect((await palette.groups())['Actions']).toBeUndefined();
    await palette.type('bv');
    await palette.press(TestKey.ENTER);
    expect(booked).toBe(1);
    expect(await palette.isOpen()).toBeFalse();
  });

  it('shows no keys to those who switched them off, and opens all the same', async () => {
    const me = aPerson();
    const off = { ...me, preferences: { ...me.preferences, shortcuts: false } };
    const { palette } = await given(new FakeServer(), off);
    pressControlK();
    expect((await palette.groups())['Pages']).toContain('Calendar');
  });

  it('is walked with arrows, Home and End, round and round', async () => {
    const { palette } = await given();
    pressControlK();
    expect(await palette.active()).toContain('Calendar');
    await palette.press(TestKey.DOWN_ARROW);
    expect(await palette.active()).toContain('Waitlist');
    await palette.press(TestKey.END);
    expect(await palette.active()).toBe('Account');
    await palette.press(TestKey.DOWN_ARROW);
    expect(await palette.active()).toContain('Calendar');
    await palette.press(TestKey.UP_ARROW);
    expect(await palette.active()).toBe('Account');
    await palette.press(TestKey.HOME, TestKey.DOWN_ARROW, TestKey.ENTER);
    await TestBed.inject(Router).navigateByUrl(TestBed.inject(Router).url);
    expect(TestBed.inject(Router).url).toBe('/waitlist');
  });

  it('finds patients from two letters on, by a body and never by the address', async () => {
    const server = new FakeServer().when(search, { items: [ana] });
    const { palette } = await given(server);
    pressControlK();
    await palette.search('d');
    expect(server.calls.length).toBe(0);
    await palette.search('diaz');
    expect(server.calls.map(({ url, body }) => [url, body])).toEqual([
      ['/api/patients/search', { text: 'diaz', limit: 6 }],
    ]);
    expect((await palette.groups())['Patients']?.[0]).toContain(`Diaz, Ana`);
    await palette.choose('Diaz, Ana');
    await TestBed.inject(Router).navigateByUrl(TestBed.inject(Router).url);
    expect(TestBed.inject(Router).url).toBe(`/patients/${ana.id}`);
  });

  it('leaves the choice where it is when patients come later', async () => {
    const { palette } = await given(new FakeServer().when(search, { items: [ana] }));
    pressControlK();
    await palette.type('a');
    await palette.press(TestKey.END);
    const chosen = await palette.active();
    await palette.search('a');
    expect(await palette.active()).toBe(chosen);
  });

  it('says what the search does and why it failed', async () => {
    const refused = aProblem('unavailable', 503, 'The server is away.');
    const { palette } = await given(new FakeServer().refuses(search, refused));
    pressControlK();
    expect(await palette.state()).toContain('10 results');
    await palette.search('zzzz');
    expect(await palette.state()).toBe('The server is away.');
  });

  it('leads back to recent pages by name, and keeps nothing in storage', async () => {
    const { palette, fixture } = await given();
    const recent = TestBed.inject(RecentPages);
    recent.visited(`/patients/${ana.id}`, 'Patient');
    recent.visited('/calendar', 'Calendar');
    recent.name(`/patients/${ana.id}`, 'Diaz, Ana');
    await TestBed.inject(Session).changePreferences({ navigationOpen: false });
    pressControlK();
    expect((await palette.groups())['Recent']).toEqual(['Diaz, Ana']);
    const stored = JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]);
    expect(stored).not.toContain('Diaz');
    TestBed.inject(Session).begin(aPerson({ staffId: '018f0000-0000-7000-8000-000000000099' }));
    await fixture.whenStable();
    expect((await palette.groups())['Recent']).toBeUndefined();
  });
});
