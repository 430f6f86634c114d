import { ComponentHarness, type TestElement } from '@angular/cdk/testing';

/** The bell and its panel, as a person sees and uses them. */
export class NotificationBellHarness extends ComponentHarness {
  static readonly hostSelector = 'app-notification-bell';

  readonly #button = this.locatorFor('button.bell');
  // The panel lies in an overlay, beside the application.
  readonly #root = this.documentRootLocatorFactory();

  async name(): Promise<string | null> {
    return (await this.#button()).getAttribute('aria-label');
  }

  async count(): Promise<string> {
    const count = await this.locatorForOptional('.count')();
    return count ? count.text() : '';
  }

  async ring(): Promise<void> {
    await (await this.#button()).click();
  }

  async focus(): Promise<void> {
    await (await this.#button()).focus();
  }

  async isFocused(): Promise<boolean> {
    return (await this.#button()).isFocused();
  }

  /** What the panel says; `null` while it is closed. */
  async panel(): Promise<string | null> {
    const panel = await this.#root.locatorForOptional('app-notification-panel')();
    return panel ? asRead(panel) : null;
  }

  /** What each notification says; unread ones say so. */
  async rows(): Promise<string[]> {
    const rows = await this.#root.locatorForAll('app-notification-panel a.row')();
    return Promise.all(rows.map(async (row) => spoken(row)));
  }

  async open(at: number): Promise<void> {
    const rows = await this.#root.locatorForAll('app-notification-panel a.row')();
    await rows[at]?.click();
  }

  async markRead(at: number): Promise<void> {
    const marks = await this.#root.locatorForAll('app-notification-panel .mark')();
    await marks[at]?.click();
  }

  async press(text: RegExp): Promise<void> {
    for (const button of await this.#root.locatorForAll('app-notification-panel button')()) {
      if (text.test(await button.text())) await button.click();
    }
  }

  async key(key: string): Promise<void> {
    const panel = await this.#root.locatorFor('app-notification-panel section')();
    await panel.dispatchEvent('keydown', { key });
  }
}

/** With the spaces that the layout puts between its parts. */
async function asRead(element: TestElement): Promise<string> {
  return (await element.getProperty<string>('innerText')).replace(/\s+/g, ' ').trim();
}

async function spoken(element: TestElement): Promise<string> {
  return (await element.getProperty<string>('textContent')).replace(/\s+/g, ' ').trim();
}
