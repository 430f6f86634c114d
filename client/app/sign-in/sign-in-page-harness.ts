import { ComponentHarness } from '@angular/cdk/testing';

/** What a person can do and see on the sign-in page. */
export class SignInPageHarness extends ComponentHarness {
  static readonly hostSelector = 'app-sign-in-page';

  readonly #login = this.locatorFor('input[name=login]');
  readonly #password = this.locatorFor('input[name=password]');
  readonly #submit = this.locatorFor('button[type=submit]');
  readonly #alerts = this.locatorForAll('[role=alert]');
  readonly #notes = this.locatorForAll('[role=status]');
  readonly #roles = this.locatorForAll('[data-role]');

  async fill(login: string, password: string): Promise<void> {
    await (await this.#login()).setInputValue(login);
    await (await this.#password()).setInputValue(password);
  }

  async hasCode(): Promise<boolean> {
    return (await this.locatorForOptional('input[name=code]')()) !== null;
  }

  async fillCode(code: string): Promise<void> {
    await (await this.locatorFor('input[name=code]')()).setInputValue(code);
  }

  async isCodeFocused(): Promise<boolean> {
    return (await this.locatorFor('input[name=code]')()).isFocused();
  }

  async submit(): Promise<void> {
    await (await this.#submit()).click();
  }

  async submitWord(): Promise<string> {
    return (await this.#submit()).text();
  }

  async isBusy(): Promise<boolean> {
    return (await this.#submit()).getProperty<boolean>('disabled');
  }

  async password(): Promise<string> {
    return (await this.#password()).getProperty<string>('value');
  }

  async isPasswordFocused(): Promise<boolean> {
    return (await this.#password()).isFocused();
  }

  async alerts(): Promise<string[]> {
    return Promise.all((await this.#alerts()).map((alert) => alert.text()));
  }

  async notes(): Promise<string[]> {
    return Promise.all((await this.#notes()).map((note) => note.text()));
  }

  async roles(): Promise<string[]> {
    return Promise.all((await this.#roles()).map((role) => role.text()));
  }

  async pickRole(title: string): Promise<void> {
    for (const role of await this.#roles()) {
      if ((await role.text()) === title) return role.click();
    }
    throw new Error(`No demo role is called ${title}.`);
  }

  async tryAgain(): Promise<void> {
    await (await this.locatorFor('[role=alert] button')()).click();
  }
}
