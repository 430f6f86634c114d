import { ComponentHarness, type TestElement } from '@angular/cdk/testing';
import { MatButtonHarness } from '@angular/material/button/testing';

export class ResultsPageHarness extends ComponentHarness {
  static readonly hostSelector = 'app-results-page';

  /** The rows, by id, in the order shown. */
  async rows(): Promise<(string | null)[]> {
    const rows = await this.locatorForAll('[data-item]')();
    return Promise.all(rows.map((row) => row.getAttribute('data-item')));
  }

  async cell(itemId: string, column: string): Promise<string> {
    const cell = await this.locatorFor(`[data-item="${itemId}"] [data-column="${column}"]`)();
    return asRead(cell);
  }

  /** What the panel says; `null` while nothing is in hand. */
  async panel(): Promise<string | null> {
    const panel = await this.locatorForOptional('app-queue-panel')();
    return panel ? asRead(panel) : null;
  }

  /** The values in hand, each as it reads. */
  async values(): Promise<string[]> {
    const rows = await this.locatorForAll('app-values-table [data-value]')();
    return Promise.all(rows.map(asRead));
  }

  /** Who sees it outside, each as it reads. */
  async audiences(): Promise<string[]> {
    const rows = await this.locatorForAll('app-audience-strip li')();
    return Promise.all(rows.map(asRead));
  }

  /** The critical call; `null` where there is none. */
  async call(): Promise<string | null> {
    const call = await this.locatorForOptional('app-critical-call')();
    return call ? asRead(call) : null;
  }

  /** Those that can be chosen next, the pressed one in brackets. */
  async steps(): Promise<string[]> {
    const buttons = await this.locatorForAll('app-step-form [aria-label="Next step"] button')();
    return Promise.all(
      buttons.map(async (button) => {
        const name = await asRead(button);
        return (await button.getAttribute('aria-pressed')) === 'true' ? `[${name}]` : name;
      }),
    );
  }

  async step(words: string): Promise<void> {
    for (const button of await this.locatorForAll('app-step-form .choice button')()) {
      if ((await asRead(button)).startsWith(words)) {
        await button.click();
        return;
      }
    }
    throw new Error(`There is no step “${words}”.`);
  }

  async click(selector: string): Promise<void> {
    await (await this.locatorFor(selector)()).click();
  }

  async type(selector: string, text: string): Promise<void> {
    const field = await this.locatorFor(selector)();
    await field.setInputValue(text);
    await field.dispatchEvent('input');
  }

  async choose(selector: string, value: string): Promise<void> {
    const field = await this.locatorFor(selector)();
    await field.setInputValue(value);
    await field.dispatchEvent('change');
  }

  async text(): Promise<string> {
    return asRead(await this.host());
  }

  async press(text: string | RegExp): Promise<void> {
    await (await this.locatorFor(MatButtonHarness.with({ text }))()).click();
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
