import { asRead, QueuePageHarness } from '../platform/work-queue/queue-page-harness';

export class CallsPageHarness extends QueuePageHarness {
  static readonly hostSelector = 'app-calls-page';

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
}
