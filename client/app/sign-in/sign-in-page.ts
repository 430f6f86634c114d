import {
  afterNextRender,
  Component,
  computed,
  inject,
  Injector,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { roleTitle, type Role } from '#contract/permission';
import type { Problem } from '#contract/problem';
import { demoSignIn, signIn, signInOptions, type Me } from '#contract/staff';
import type { AnswerOf } from '#contract/endpoint';
import { Api, problemOf } from '../platform/api';
import { messageOf } from '../platform/problem-message';
import { Session } from '../platform/session';
import { Brand } from '../ui/brand/brand';
import { TextField } from '../ui/text-field/text-field';

/** Why the person is here although they had signed in. */
const endings: Readonly<Record<string, string>> = {
  expired: 'You were signed out because nothing happened for a while. Sign in to go on.',
  revoked: 'This session was ended from another device or by an administrator. Sign in to go on.',
  renewed: 'Your new password is set. Sign in with it.',
};

const away =
  'The server cannot be reached, so you are not signed in yet. Check the connection and try again.';

@Component({
  selector: 'app-sign-in-page',
  imports: [Brand, MatButton, TextField],
  templateUrl: './sign-in-page.html',
  styleUrl: './sign-in-page.scss',
})
export class SignInPage {
  /** Query parameters: where to go afterwards, and how the last session ended. */
  readonly to = input<string>();
  readonly ended = input<string>();

  readonly #api = inject(Api);
  readonly #injector = inject(Injector);
  readonly #router = inject(Router);
  readonly #session = inject(Session);
  private readonly password = viewChild.required<TextField>('password');
  private readonly code = viewChild<TextField>('code');

  protected readonly options = signal<AnswerOf<typeof signInOptions> | null>(null);
  protected readonly optionsFailed = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  /** The form, or the demo role, whose answer is awaited. */
  protected readonly busy = signal<'form' | Role | null>(null);

  protected readonly message = computed(() => {
    const problem = this.problem();
    if (problem?.code === 'unavailable') return away;
    return problem ? messageOf(problem) : null;
  });
  /** Login and password were right: the second step is left. */
  protected readonly isCodeAsked = signal(false);
  protected readonly ending = computed(() => endings[this.ended() ?? ''] ?? null);
  protected readonly titleOf = roleTitle;

  constructor() {
    void this.loadOptions();
  }

  protected async loadOptions(): Promise<void> {
    this.optionsFailed.set(false);
    try {
      this.options.set(await this.#api.call(signInOptions));
    } catch {
      this.optionsFailed.set(true);
    }
  }

  protected async signIn(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const code = textOf(form, 'code').trim();
    const body = {
      login: textOf(form, 'login'),
      password: textOf(form, 'password'),
      ...(code === '' ? {} : { code }),
    };
    const isIn = await this.#begin('form', () => this.#api.call(signIn, { body }));
    if (isIn) return;
    if (this.#isAboutCode()) {
      this.#askForCode();
      return;
    }
    // What was typed may well have been right when nobody could look at it.
    if (this.problem()?.code !== 'unavailable') this.password().clear();
    this.password().focus();
  }

  #isAboutCode(): boolean {
    const rule = this.problem()?.rule;
    return rule === 'code-needed' || rule === 'code-wrong';
  }

  /** Of itself the first question for a code is no fault. */
  #askForCode(): void {
    if (!this.isCodeAsked()) this.problem.set(null);
    this.isCodeAsked.set(true);
    afterNextRender(
      {
        write: () => {
          this.code()?.clear();
          this.code()?.focus();
        },
      },
      { injector: this.#injector },
    );
  }

  protected async signInAs(role: Role): Promise<void> {
    await this.#begin(role, () => this.#api.call(demoSignIn, { body: { role } }));
  }

  async #begin(who: 'form' | Role, call: () => Promise<Me>): Promise<boolean> {
    if (this.busy()) return false;
    this.busy.set(who);
    this.problem.set(null);
    try {
      this.#session.begin(await call());
      await this.#router.navigateByUrl(this.to() ?? '/');
      return true;
    } catch (error) {
      this.problem.set(problemOf(error));
      return false;
    } finally {
      this.busy.set(null);
    }
  }
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
