// Who is signed in, in which clinic they work now, and what they may do there.
import { computed, inject, Service, signal } from '@angular/core';
import { Router } from '@angular/router';
import { clinicsWith, holds, type Permission } from '#contract/permission';
import {
  changePreferences,
  extendSession,
  signOut,
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

  readonly me = this.#me.asReadonly();
  readonly grants = computed(() => this.#me()?.grants ?? []);
  readonly clinics = computed(() => this.#me()?.clinics ?? []);
  readonly preferences = computed(() => this.#me()?.preferences ?? null);
  readonly clinic = computed<Clinic | null>(() => {
    const clinics = this.clinics();
    return clinics.find(({ id }) => id === this.#clinicId()) ?? clinics[0] ?? null;
  });

  constructor() {
    this.#api.sessionRefused.subscribe(() => this.lose('expired'));
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
    this.#clinicId.set(null);
    const queryParams = reason === 'signed-out' ? {} : { ended: reason, to: this.#router.url };
    void this.#router.navigate(['/sign-in'], { queryParams });
  }
}
