import { ComponentHarness } from '@angular/cdk/testing';
import { MatMenuHarness } from '@angular/material/menu/testing';

/** What surrounds the pages, as a person sees and uses it. */
export class ShellHarness extends ComponentHarness {
  static readonly hostSelector = 'app-shell';

  readonly #links = this.locatorForAll('app-navigation nav a');
  readonly #banner = this.locatorFor('app-connection-banner');
  readonly #light = this.locatorFor('app-connection-light .light');
  readonly #main = this.locatorFor('main');
  readonly #help = this.locatorFor('app-shortcuts-help dialog');
  readonly #toast = this.locatorFor('app-toast-outlet');

  async places(): Promise<(string | null)[]> {
    return Promise.all((await this.#links()).map((link) => link.getAttribute('aria-label')));
  }

  async banner(): Promise<string> {
    return (await this.#banner()).text();
  }

  async connection(): Promise<string> {
    return (await this.#light()).text();
  }

  async page(): Promise<string> {
    return (await this.#main()).text();
  }

  async isHelpOpen(): Promise<boolean> {
    return (await this.#help()).getProperty<boolean>('open');
  }

  async help(): Promise<string> {
    return (await (await this.#help()).text()).replace(/\s+/g, ' ');
  }

  async toast(): Promise<string> {
    return (await this.#toast()).text();
  }

  async clinicMenu(): Promise<MatMenuHarness> {
    return this.locatorFor(MatMenuHarness.with({ ancestor: 'app-clinic-picker' }))();
  }

  async accountMenu(): Promise<MatMenuHarness> {
    return this.locatorFor(MatMenuHarness.with({ ancestor: 'app-account-menu' }))();
  }
}
