import { ComponentHarness, type TestElement } from '@angular/cdk/testing';
import { MatButtonHarness } from '@angular/material/button/testing';

export class CallsPageHarness extends ComponentHarness {
  static readonly hostSelector = 'app-calls-page';

  /** The rows, by id, in the order shown. */
  async rows(): Promise<(string | null)[]> {
    const rows = await this.locatorForAll('[data-item]')();
    return Promise.all(rows.map((row) => row.getAttribute('data-item')));
  }

  async row(itemId: string): Promise<string> {
    return asRead(await this.locatorFor(`[data-item="${itemId}"]`)());
  }

  async open(itemId: string): Promise<void> {
    await (await this.locatorFor(`[data-item="${itemId}"]`)()).click();
  }

  async focusedRow(): Promise<string | null> {
    for (const row of await this.locatorForAll('[data-item]')()) {
      if (await row.isFocused()) return row.getAttribute('data-item');
    }
    return null;
  }

  async selected(): Promise<(string | null)[]> {
    const rows = await this.locatorForAll('[data-item][aria-selected=true]')();
    return Promise.all(rows.map((row) => row.getAttribute('data-item')));
  }

  async choose(selector: string, value: string): Promise<void> {
    const field = await this.locatorFor(selector)();
    await field.setInputValue(value);
    await field.dispatchEvent('change');
  }

  /** What the panel says; `null` while nothing is in hand. */
  async panel(): Promise<string | null> {
    const panel = await this.locatorForOptional('app-queue-panel')();
    return panel ? asRead(panel) : null;
  }

  /** The titles of the columns, in their order. */
  async columns(): Promise<string[]> {
    const titles = await this.locatorForAll('[role=columnheader] .title')();
    return Promise.all(titles.map((title) => title.text()));
  }

  /** The tabs of saved views, the pressed one in brackets. */
  async views(): Promise<string[]> {
    const tabs = await this.locatorForAll('app-view-bar .tab:not(.picker)')();
    return Promise.all(
      tabs.map(async (tab) => {
        const name = await tab.text();
        return (await tab.getAttribute('aria-pressed')) === 'true' ? `[${name}]` : name;
      }),
    );
  }

  async viewBar(): Promise<string> {
    return asRead(await this.locatorFor('app-view-bar')());
  }

  /** As its edge tells it. */
  async width(name: string): Promise<number> {
    const edge = await this.locatorFor(`[aria-label="Width of ${name}"]`)();
    return Number(await edge.getAttribute('aria-valuenow'));
  }

  /** What is there for screen readers, too. */
  async spokenIn(selector: string): Promise<string> {
    return (await this.locatorFor(selector)()).getProperty<string>('textContent');
  }

  async type(selector: string, text: string): Promise<void> {
    const field = await this.locatorFor(selector)();
    await field.setInputValue(text);
    await field.dispatchEvent('input');
  }

  async typed(selector: string): Promise<string> {
    return (await this.locatorFor(selector)()).getProperty<string>('value');
  }

  /** The button that brings what waits, with its number. */
  async changes(): Promise<string | null> {
    const pill = await this.locatorForOptional('.changes')();
    return pill ? pill.text() : null;
  }

  async has(selector: string): Promise<boolean> {
    return (await this.locatorForOptional(selector)()) !== null;
  }

  async text(): Promise<string> {
    return asRead(await this.host());
  }

  async press(text: string | RegExp): Promise<void> {
    await (await this.locatorFor(MatButtonHarness.with({ text }))()).click();
  }

  async click(selector: string): Promise<void> {
    await (await this.locatorFor(selector)()).click();
  }

  /** As Enter does in one of its fields. */
  async submit(selector: string): Promise<void> {
    await (await this.locatorFor(selector)()).dispatchEvent('submit');
  }

  async offersButton(text: string | RegExp): Promise<boolean> {
    return (await this.locatorForOptional(MatButtonHarness.with({ text }))()) !== null;
  }
}

/** The text with the spaces that the layout puts between its parts. */
async function asRead(element: TestElement): Promise<string> {
  return (await element.getProperty<string>('innerText')).replace(/\s+/g, ' ').trim();
}
