import type { TestKey } from '@angular/cdk/testing';
import { ComponentHarness } from '@angular/cdk/testing';
import { MatButtonHarness } from '@angular/material/button/testing';

export class PatientPickerHarness extends ComponentHarness {
  static readonly hostSelector = 'app-patient-picker';

  readonly #field = this.locatorFor('[role=combobox]');

  /** Types, and waits as long as the picker waits for more letters. */
  async type(text: string): Promise<void> {
    await (await this.#field()).setInputValue(text);
    await (await this.#field()).dispatchEvent('input');
    await new Promise((done) => setTimeout(done, 250));
    await this.forceStabilize();
  }

  async press(...keys: TestKey[]): Promise<void> {
    await (await this.#field()).sendKeys(...keys);
  }

  async change(): Promise<void> {
    await (await this.locatorFor(MatButtonHarness.with({ text: 'Change' }))()).click();
  }

  async options(): Promise<string[]> {
    const options = await this.locatorForAll('[role=option]')();
    return Promise.all(options.map(async (one) => (await one.text()).replace(/\s+/g, ' ')));
  }

  /** The option that the field points at for screen readers. */
  async active(): Promise<string | null> {
    const id = await (await this.#field()).getAttribute('aria-activedescendant');
    const option = id ? await this.locatorForOptional(`[id="${id}"]`)() : null;
    return option ? option.text() : null;
  }

  async text(): Promise<string> {
    return (await (await this.host()).text()).replace(/\s+/g, ' ').trim();
  }

  async offersRegistration(): Promise<boolean> {
    return (await this.locatorForOptional(MatButtonHarness.with({ text: /Register/ }))()) !== null;
  }
}
