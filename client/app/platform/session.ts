// Who is signed in, in which clinic they work now, and what they may do there.
import { computed, inject, Service, signal } from '@angular/core';
import { Router } from '@angular/router';
import { clinicsWith, holds, type Permission } from '#contract/permission';
import {
  changePreferences,
  extendSession,
  getSessionState,
  lockSession,
  signOut,
  unlockSession,
  whoAmI,
  type Clinic,
  type Me,
  type Preferences,
} from '#contract/staff';
import { Api, problemOf } from './api';

export type LossReason = 'signed-out' | 'expired' | 'revoked';

@Service()
export class Session {
  readonly #api = inject(Api);
  readonly #router = inject(Router);
  readonly #me = signal<Me | null>(null);
  readonly #clinicId = signal<string | null>(null);
  #loading: Promise<boolean> | null = null;

  readonly #isLocked = signal(false);

  readonly me = this.#me.asReadonly();
  /** What was on the screen is kept, and shown to nobody. */
  readonly isLocked = this.#isLocked.asReadonly();
  readonly grants = computed(() => this.#me()?.grants ?? []);
  readonly clinics = computed(() => this.#me()?.clinics ?? []);
  readonly preferences = computed(() => this.#me()?.preferences ?? null);
  readonly clinic = computed<Clinic | null>(() => {
    const clinics = this.clinics();
    return clinics.find(({ id }) => id === this.#clinicId()) ?? clinics[0] ?? null;
  });

  constructor() {
    this.#api.sessionRefused.subscribe(() => void this.refused());
  }

  /** One of the person's clinics, by its id; another one is not known here. */
  clinicOf(clinicId: string): Clinic | undefined {
    return this.clinics().find(({ id }) => id === clinicId);
  }

  /** May the person do this in the clinic on show? */
  can(permission: Permission): boolean {
    const clinic = this.clinic();
    return clinic !== null && holds(this.grants(), permission, clinic.id);
  }

  /** May the person do this anywhere? */
  canSomewhere(permission: Permission): boolean {
    return clinicsWith(this.grants(), permission).length > 0;
  }

  /** A sign-in has just answered. */
  begin(me: Me): void {
    this.#isLocked.set(false);
    this.#me.set(me);
    this.#clinicId.set(me.preferences.clinicId);
  }

  /** Asks the server once who this is; later calls know. `false` when nobody is signed in. */
  load(): Promise<boolean> {
    if (this.#me()) return Promise.resolve(true);
    this.#loading ??= this.reload().finally(() => (this.#loading = null));
    return this.#loading;
  }

  /** Asks the server anew, e.g. after roles changed. The clinic on show stays while it is readable. */
  async reload(): Promise<boolean> {
    try {
      const me = await this.#api.call(whoAmI);
      this.#clinicId.update((held) => held ?? me.preferences.clinicId);
      this.#me.set(me);
      return true;
    } catch (error) {
      if (problemOf(error).code === 'not-signed-in') return false;
      throw error;
    }
  }

  pickClinic(clinicId: string): void {
    this.#clinicId.set(clinicId);
    void this.changePreferences({ clinicId });
  }

  /** Shown at once; the server remembers it. A preference that could not be kept is no reason to stop anybody. */
  async changePreferences(wish: Partial<Preferences>): Promise<void> {
    this.#me.update((me) => {
      if (!me) return me;
      const { preferences } = me;
      const queueLooks = { ...preferences.queueLooks, ...wish.queueLooks };
      return { ...me, preferences: { ...preferences, ...wish, queueLooks } };
    });
    try {
      await this.#api.call(changePreferences, { body: wish });
    } catch {
      // It holds until the page is closed.
    }
  }

  async extend(): Promise<void> {
    const expiry = await this.#api.call(extendSession);
    this.#me.update((me) => me && { ...me, ...expiry });
  }

  /** At once on the screen; the server locks the session, too, or it runs into its idle time there. */
  async lock(): Promise<void> {
    if (!this.#me() || this.#isLocked()) return;
    this.#isLocked.set(true);
    try {
      await this.#api.call(lockSession);
    } catch (error) {
      // A session that is over is found when somebody wants to unlock it.
      if (problemOf(error).code !== 'not-signed-in') throw error;
    }
  }

  /** The server has locked it: by another page of this browser, or because nobody was there. */
  locked(): void {
    if (this.#me()) this.#isLocked.set(true);
  }

  /** Goes on where the person was; throws what the server says, and loses a session that is over. */
  async unlock(password: string | null): Promise<void> {
    try {
      this.#me.set(await this.#api.call(unlockSession, { body: { password } }));
      this.#isLocked.set(false);
    } catch (error) {
      if (problemOf(error).code !== 'not-signed-in') throw error;
      if (await this.reload()) this.#isLocked.set(false);
      else this.lose('expired');
    }
  }

  /** A call was made for nobody: is the session locked, or over? */
  async refused(): Promise<void> {
    if (!this.#me() || this.#isLocked()) return;
    try {
      const { state } = await this.#api.call(getSessionState);
      if (state === 'locked') this.locked();
      if (state === 'none') this.lose('expired');
    } catch {
      // Without an answer nothing of it may stay in view.
      this.locked();
    }
  }

  async signOut(): Promise<void> {
    try {
      await this.#api.call(signOut);
    } catch (error) {
      if (problemOf(error).code !== 'not-signed-in') throw error;
    }
    this.lose('signed-out');
  }

  /** The session is over: nothing of it stays on screen, and signing in leads back to where the person was. */
  lose(reason: LossReason): void {
    if (!this.#me()) return;
    this.#me.set(null);
    this.#isLocked.set(false);
    this.#clinicId.set(null);
    const queryParams = reason === 'signed-out' ? {} : { ended: reason, to: this.#router.url };
    void this.#router.navigate(['/sign-in'], { queryParams });
  }
}
