import { ComponentHarness, type TestElement } from '@angular/cdk/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import type { ColumnName } from './board-columns';
import { CandidatesPanelHarness } from './candidates-panel/candidates-panel-harness';

export class WaitlistPageHarness extends ComponentHarness {
  static readonly hostSelector = 'app-waitlist-page';

  /** The title of a column with its count, as it is read. */
  async heading(column: ColumnName): Promise<string> {
    return asRead(await this.locatorFor(`[data-column=${column}] h2`)());
  }

  /** The openings of a column, by id, in the order shown. */
  async openingsIn(column: ColumnName): Promise<(string | null)[]> {
    const cards = await this.locatorForAll(`[data-column=${column}] > app-opening-card button`)();
    return Promise.all(cards.map((card) => card.getAttribute('data-opening')));
  }

  async open(openingId: string): Promise<void> {
    await (await this.locatorFor(`[data-opening="${openingId}"]`)()).click();
  }

  async focusedOpening(): Promise<string | null> {
    for (const card of await this.locatorForAll('[data-opening]')()) {
      if (await card.isFocused()) return card.getAttribute('data-opening');
    }
    return null;
  }

  panel(): Promise<CandidatesPanelHarness | null> {
    return this.locatorForOptional(CandidatesPanelHarness)();
  }

  /** The patients of the table, in the order shown. */
  async entries(): Promise<string[]> {
    const rows = await this.locatorForAll('app-entries-table tbody tr')();
    return Promise.all(rows.map((row) => asRead(row)));
  }

  async showTab(name: 'Board' | 'Waiting'): Promise<void> {
    for (const tab of await this.locatorForAll('nav a')()) {
      if ((await tab.text()).startsWith(name)) await tab.click();
    }
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

  async offersButton(text: string | RegExp): Promise<boolean> {
    return (await this.locatorForOptional(MatButtonHarness.with({ text }))()) !== null;
  }
}

/** The text with the spaces that the layout puts between its parts. */
async function asRead(element: TestElement): Promise<string> {
  return (await element.getProperty<string>('innerText')).replace(/\s+/g, ' ').trim();
}
