import { ComponentHarness, type TestKey } from '@angular/cdk/testing';

export class CommandPaletteHarness extends ComponentHarness {
  static readonly hostSelector = 'app-command-palette';

  readonly #dialog = this.locatorFor('dialog');
  readonly #field = this.locatorFor('[role=combobox]');

  async isOpen(): Promise<boolean> {
    return (await this.#dialog()).getProperty<boolean>('open');
  }

  async type(text: string): Promise<void> {
    await (await this.#field()).setInputValue(text);
    await (await this.#field()).dispatchEvent('input');
  }

  /** Types, and waits as long as the palette waits for more letters before it asks the server. */
  async search(text: string): Promise<void> {
    await this.type(text);
    await new Promise((done) => setTimeout(done, 250));
    await this.forceStabilize();
  }

  async press(...keys: TestKey[]): Promise<void> {
    await (await this.#field()).sendKeys(...keys);
  }

  /** Group by group, each with the words of its options. */
  async groups(): Promise<Record<string, string[]>> {
    const groups = await this.locatorForAll('[role=group]')();
    const titled = groups.map(async (group) => {
      const title = (await group.getAttribute('aria-label')) ?? '';
      const within = `[role=group][aria-label="${title}"] [role=option]`;
      return [title, await this.#textsOf(within)] as const;
    });
    return Object.fromEntries(await Promise.all(titled));
  }

  async choose(words: string): Promise<void> {
    const options = await this.locatorForAll('[role=option]')();
    for (const option of options) {
      if ((await option.text()).includes(words)) return option.click();
    }
    throw new Error(`The palette does not offer ${words}.`);
  }

  /** The option that the field points at for screen readers. */
  async active(): Promise<string | null> {
    const id = await (await this.#field()).getAttribute('aria-activedescendant');
    return id ? ((await this.#textsOf(`[id="${id}"]`))[0] ?? null) : null;
  }

  async state(): Promise<string> {
    return (await this.locatorFor('[role=status]')()).text();
  }

  async #textsOf(selector: string): Promise<string[]> {
    const found = await this.locatorForAll(selector)();
    return Promise.all(found.map(async (one) => (await one.text()).replace(/\s+/g, ' ').trim()));
  }
}
