import { ComponentHarness, type TestElement } from '@angular/cdk/testing';
import { MatButtonHarness } from '@angular/material/button/testing';

/** What every queue's page has; a slice adds what its panel shows. */
export abstract class QueuePageHarness extends ComponentHarness {
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

  /** The next steps that can be chosen in the panel, the pressed one in brackets. */
  async steps(): Promise<string[]> {
    return this.pressable('app-step-form [aria-label="Next step"] button');
  }

  async step(words: string): Promise<void> {
    await this.pressFirst('app-step-form .choice button', words);
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

  /** Each as it reads. */
  protected async textsOf(selector: string): Promise<string[]> {
    return Promise.all((await this.locatorForAll(selector)()).map(asRead));
  }

  /** The buttons that are not disabled, the pressed ones in brackets. */
  protected async pressable(selector: string): Promise<string[]> {
    const names = await Promise.all(
      (await this.locatorForAll(selector)()).map(async (button) => {
        if (await button.getProperty<boolean>('disabled')) return '';
        const name = await asRead(button);
        return (await button.getAttribute('aria-pressed')) === 'true' ? `[${name}]` : name;
      }),
    );
    return names.filter(Boolean);
  }

  /** The first that begins so. */
  protected async pressFirst(selector: string, words: string): Promise<void> {
    for (const button of await this.locatorForAll(selector)()) {
      if ((await asRead(button)).startsWith(words)) {
        await button.click();
        return;
      }
    }
    throw new Error(`There is no button “${words}”.`);
  }
}

/** The text with the spaces that the layout puts between its parts. */
export async function asRead(element: TestElement): Promise<string> {
  return (await element.getProperty<string>('innerText')).replace(/\s+/g, ' ').trim();
}
