import { ComponentHarness, type TestKey } from '@angular/cdk/testing';
import { MatButtonHarness } from '@angular/material/button/testing';

export class CalendarPageHarness extends ComponentHarness {
  static readonly hostSelector = 'app-calendar-page';

  async text(): Promise<string> {
    return (await (await this.host()).text()).replace(/\s+/g, ' ');
  }

  async title(): Promise<string> {
    return (await this.locatorFor('h1')()).text();
  }

  /** The names of the columns, from left to right. */
  async providers(): Promise<string[]> {
    const heads = await this.locatorForAll('[data-head] .name')();
    return Promise.all(heads.map((head) => head.text()));
  }

  /** What stands above each column. */
  async heads(): Promise<string[]> {
    const heads = await this.locatorForAll('[data-head]')();
    return Promise.all(heads.map(async (head) => (await head.text()).replace(/\s+/g, ' ').trim()));
  }

  async openDay(date: string): Promise<void> {
    await (await this.locatorFor(`[data-head="${date}"] button`)()).click();
  }

  async chooseProvider(providerId: string): Promise<void> {
    const select = await this.locatorFor('select[aria-label=Provider]')();
    await select.setInputValue(providerId);
    await select.dispatchEvent('change');
  }

  async visitsOn(date: string): Promise<(string | null)[]> {
    const boxes = await this.locatorForAll(`[data-column="${date}"] app-visit-box button`)();
    return Promise.all(boxes.map((box) => box.getAttribute('aria-label')));
  }

  /** What a screen reader hears of each visit, in the order drawn. */
  async visits(): Promise<(string | null)[]> {
    const boxes = await this.locatorForAll('app-visit-box button')();
    return Promise.all(boxes.map((box) => box.getAttribute('aria-label')));
  }

  async openVisit(appointmentId: string): Promise<void> {
    await (await this.locatorFor(`[data-visit="${appointmentId}"]`)()).click();
  }

  async bookOpening(appointmentId: string): Promise<void> {
    await (await this.locatorFor(`[data-open="${appointmentId}"]`)()).click();
  }

  /** What freed time says, and whether it can be booked from there. */
  async openings(): Promise<{ text: string; isDisabled: boolean }[]> {
    const openings = await this.locatorForAll('[data-open]')();
    return Promise.all(
      openings.map(async (opening) => ({
        text: await opening.text(),
        isDisabled: await opening.getProperty<boolean>('disabled'),
      })),
    );
  }

  /** Whom parts of columns are for, and until when they are kept. */
  async terms(): Promise<string[]> {
    return Promise.all((await this.locatorForAll('.terms')()).map((one) => one.text()));
  }

  /** Why parts of columns are off. */
  async away(): Promise<string[]> {
    const blocks = await this.locatorForAll('[data-away], [data-closed]')();
    return Promise.all(blocks.map((block) => block.text()));
  }

  /** Where a pending move or booking is going to be. */
  async arriving(): Promise<string[]> {
    const boxes = await this.locatorForAll('.arriving')();
    return Promise.all(boxes.map((box) => box.text()));
  }

  /** Where the visit in hand would land, by pointer or by keyboard. */
  async dragged(): Promise<string | null> {
    const ghost = await this.locatorForOptional('.dragged')();
    return ghost ? (await ghost.text()).replace(/\s+/g, ' ') : null;
  }

  /** What colleagues have in hand. */
  async ghosts(): Promise<string[]> {
    const ghosts = await this.locatorForAll('[data-ghost]')();
    return Promise.all(ghosts.map(async (ghost) => (await ghost.text()).replace(/\s+/g, ' ')));
  }

  /** What the keyboard stands on. */
  async focused(): Promise<string | null> {
    for (const stop of await this.locatorForAll('[data-stop]')()) {
      if (await stop.isFocused()) return stop.getAttribute('aria-label');
    }
    return null;
  }

  async focusGrid(): Promise<void> {
    await (await this.locatorFor('[data-stop][tabindex="0"], .slot')()).focus();
  }

  async pressOnGrid(...keys: TestKey[]): Promise<void> {
    for (const key of keys) {
      for (const stop of await this.locatorForAll('[data-stop]')()) {
        if (await stop.isFocused()) {
          await stop.sendKeys(key);
          break;
        }
      }
      await this.forceStabilize();
    }
  }

  async panelText(): Promise<string | null> {
    const panel = await this.locatorForOptional('aside')();
    return panel ? (await panel.text()).replace(/\s+/g, ' ') : null;
  }

  async dialogTitle(): Promise<string | null> {
    const title = await this.locatorForOptional('dialog[open] > h2')();
    return title ? title.text() : null;
  }

  async dialogText(): Promise<string> {
    return (await (await this.locatorFor('dialog[open]')()).text()).replace(/\s+/g, ' ');
  }

  async set(field: string, value: string): Promise<void> {
    const input = await this.locatorFor(`dialog[open] [name=${field}]`)();
    await input.setInputValue(value);
    await input.dispatchEvent('input');
    await input.dispatchEvent('change');
  }

  async submit(): Promise<void> {
    await (await this.locatorFor('dialog[open] form button[type=submit]')()).click();
  }

  async has(selector: string): Promise<boolean> {
    return (await this.locatorForOptional(selector)()) !== null;
  }

  async press(text: string | RegExp): Promise<void> {
    await (await this.locatorFor(MatButtonHarness.with({ text }))()).click();
  }

  async isDisabled(text: string): Promise<boolean> {
    return (await this.locatorFor(MatButtonHarness.with({ text }))()).isDisabled();
  }

  async offersButton(text: string | RegExp): Promise<boolean> {
    return (await this.locatorForOptional(MatButtonHarness.with({ text }))()) !== null;
  }
}
