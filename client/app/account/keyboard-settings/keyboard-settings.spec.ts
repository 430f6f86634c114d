import { TestBed } from '@angular/core/testing';
import type { ShortcutKeys } from '#contract/shortcut-keys';
import { aPerson, FakeServer } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { everywhere, provideShortcuts } from '../../platform/shortcut-set';
import { KeyboardSettings } from './keyboard-settings';

const sets = [
  { scope: everywhere, shortcuts: [{ id: 'shell.help', keys: '?', words: 'Help' }] },
  {
    scope: 'Calendar',
    shortcuts: [
      { id: 'calendar.today', keys: 't', words: 'Today' },
      { id: 'calendar.book', keys: 'c', words: 'Book a visit' },
      { id: 'calendar.close', keys: 'Escape', words: 'Close the visit' },
    ],
  },
];

class Bench {
  readonly server = new FakeServer();
  #element: HTMLElement | null = null;
  #settled: () => Promise<unknown> = () => Promise.resolve();

  async open(shortcutKeys: ShortcutKeys = {}): Promise<this> {
    const me = aPerson();
    this.server.when('POST /api/staff/preferences/change', me.preferences);
    TestBed.configureTestingModule({
      providers: [this.server.provider, provideShortcuts(...sets)],
    });
    TestBed.inject(Session).begin({ ...me, preferences: { ...me.preferences, shortcutKeys } });
    const fixture = TestBed.createComponent(KeyboardSettings);
    this.#element = fixture.nativeElement as HTMLElement;
    this.#settled = () => fixture.whenStable();
    await this.#settled();
    return this;
  }

  row(id: string): string {
    return this.#find(`[data-shortcut="${id}"]`).textContent.replace(/\s+/g, ' ').trim();
  }

  get refusal(): string {
    return this.#element?.querySelector('[role=alert]')?.textContent.trim() ?? '';
  }

  get news(): string {
    return this.#find('[role=status]').textContent.trim();
  }

  get kept(): unknown[] {
    return this.server.callsOf('POST /api/staff/preferences/change').map(({ body }) => body);
  }

  async click(name: string): Promise<void> {
    const buttons = [...(this.#element?.querySelectorAll('button') ?? [])];
    const button = buttons.find(
      (one) => (one.getAttribute('aria-label') ?? one.textContent.trim()) === name,
    );
    if (!button) throw new Error(`There is no button ${name}.`);
    button.click();
    await this.#settled();
  }

  async toggle(): Promise<void> {
    this.#find('input[type=checkbox]').click();
    await this.#settled();
  }

  async press(id: string, ...keys: string[]): Promise<void> {
    const row = this.#find(`[data-shortcut="${id}"] button[aria-label^="Change"]`);
    for (const key of keys) {
      row.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
    await this.#settled();
  }

  #find(selector: string): HTMLElement {
    const found = this.#element?.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`There is no ${selector}.`);
    return found;
  }
}

describe('KeyboardSettings', () => {
  it('records one key, keeps it on the server and says so', async () => {
    const settings = await new Bench().open();
    await settings.click('Change the keys of Book a visit');
    expect(settings.news).toContain('Press the new key for “Book a visit”');
    await settings.press('calendar.book', 'Shift', 'B', 'Enter');
    expect(settings.row('calendar.book')).toContain('B yours Reset');
    expect(settings.news).toBe('“Book a visit” is now B.');
    expect(settings.kept).toEqual([{ shortcutKeys: { 'calendar.book': 'B' } }]);
  });

  it('records two keys in a row', async () => {
    const settings = await new Bench().open({ 'calendar.today': 'd' });
    await settings.click('Change the keys of Book a visit');
    await settings.press('calendar.book', 'n', 'v');
    expect(settings.kept).toEqual([
      { shortcutKeys: { 'calendar.today': 'd', 'calendar.book': 'n v' } },
    ]);
  });

  it('refuses keys that are taken or reserved, says why, and goes on listening', async () => {
    const settings = await new Bench().open();
    await settings.click('Change the keys of Book a visit');
    await settings.press('calendar.book', 't', 'Enter');
    expect(settings.refusal).toContain('“t” is taken by “Today”');
    await settings.press('calendar.book', 'ArrowUp');
    expect(settings.refusal).toContain('needed to walk through the pages');
    expect(settings.kept).toEqual([]);
    await settings.press('calendar.book', 'b', 'Enter');
    expect(settings.refusal).toBe('');
    expect(settings.kept.length).toBe(1);
  });

  it('changes nothing with Escape, and leaves Tab alone', async () => {
    const settings = await new Bench().open();
    await settings.click('Change the keys of Book a visit');
    await settings.press('calendar.book', 'Tab', 'b', 'Escape');
    expect(settings.row('calendar.book')).toContain('c');
    expect(settings.news).toBe('Nothing was changed.');
    expect(settings.kept).toEqual([]);
  });

  it('resets one, or all', async () => {
    const settings = await new Bench().open({ 'calendar.book': 'b', 'shell.help': 'h' });
    await settings.click('Reset the keys of Book a visit');
    expect(settings.kept.at(-1)).toEqual({ shortcutKeys: { 'shell.help': 'h' } });
    await settings.click('Reset all keys');
    expect(settings.kept.at(-1)).toEqual({ shortcutKeys: {} });
    expect(settings.row('shell.help')).not.toContain('yours');
  });

  it('resets none whose standard key has another meaning now', async () => {
    const settings = await new Bench().open({ 'calendar.book': 'b', 'calendar.today': 'c' });
    await settings.click('Reset the keys of Book a visit');
    expect(settings.refusal).toContain('“c” is taken by “Today”');
    expect(settings.kept).toEqual([]);
  });

  it('offers no change of keys that close or walk', async () => {
    const settings = await new Bench().open();
    expect(settings.row('calendar.close')).toBe('Close the visit Esc');
  });

  it('switches all single keys off', async () => {
    const settings = await new Bench().open();
    await settings.toggle();
    expect(settings.kept).toEqual([{ shortcuts: false }]);
  });
});
