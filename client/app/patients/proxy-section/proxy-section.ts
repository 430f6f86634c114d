import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { tellScopes } from '#contract/contact';
import { proxyGrounds, type Proxy } from '#contract/proxy';
import { phoneWords } from '../../platform/phone-words';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { StatusChip, type Tone } from '../../ui/status-chip/status-chip';
import { patientPart } from '../patient-part';
import { PatientSection } from '../patient-section/patient-section';
import { ProxyApi, type ListedProxy } from '../proxy-api';
import { ProxyDialog } from '../proxy-dialog/proxy-dialog';
import { ProxyEndDialog } from '../proxy-end-dialog/proxy-end-dialog';
import { ProxyPaperDialog } from '../proxy-paper-dialog/proxy-paper-dialog';
import { ProxyPapers } from '../proxy-papers/proxy-papers';

const stateWords: Record<ListedProxy['state'], { word: string; tone: Tone }> = {
  'in-force': { word: 'May be told', tone: 'ok' },
  'not-yet': { word: 'Not yet', tone: 'info' },
  expired: { word: 'Expired', tone: 'neutral' },
  'of-age': { word: 'Patient of age', tone: 'neutral' },
  revoked: { word: 'Ended', tone: 'neutral' },
};

/** Who acts for the patient and may be told of what, today; then those who no longer may. */
@Component({
  selector: 'app-proxy-section',
  imports: [
    MatButton,
    PatientSection,
    ProxyDialog,
    ProxyEndDialog,
    ProxyPaperDialog,
    ProxyPapers,
    StatusChip,
  ],
  templateUrl: './proxy-section.html',
  styleUrl: './proxy-section.scss',
})
export class ProxySection {
  readonly patientId = input.required<string>();

  readonly #api = inject(ProxyApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly part = patientPart({
    patientId: this.patientId,
    needs: 'patient:read',
    feed: { capability: 'patients', of: 'organization' },
    load: (patientId) => this.#api.list(patientId, this.#session.clinic()?.id ?? ''),
  });
  protected readonly mayEdit = computed(() => this.#session.can('proxy:edit'));
  protected readonly isAdding = signal(false);
  protected readonly ending = signal<Proxy | null>(null);
  protected readonly attaching = signal<Proxy | null>(null);

  protected done(): void {
    this.isAdding.set(false);
    this.ending.set(null);
    this.attaching.set(null);
    this.part.reload();
  }

  protected stateOf({ state, narrowed }: ListedProxy): { word: string; tone: Tone } {
    return narrowed ? { word: 'Told of less', tone: 'soon' } : stateWords[state];
  }

  protected titleOf({ proxy }: ListedProxy): string {
    return `${proxy.given} ${proxy.family}, ${proxy.relation}`;
  }

  protected toldOf({ told, proxy, state }: ListedProxy): string {
    if (state !== 'in-force') return '';
    if (told.length === 0) return 'May be told of nothing at the patient’s age';
    const scopes = told.map((scope) => tellScopes[scope].toLowerCase()).join('; ');
    return `May be told of ${scopes}${proxy.mayDecide ? ' · may book and cancel' : ''}`;
  }

  protected groundOf({ proxy }: ListedProxy): string {
    const phone = proxy.phone ? [phoneWords(proxy.phone)] : [];
    return [proxyGrounds[proxy.ground], ...phone, proxy.evidence].join(' · ');
  }

  protected untilOf({ proxy, endsWithBirthdayOn, state }: ListedProxy): string {
    if (proxy.revoked) return `Ended: ${proxy.revoked.reason}`;
    if (state === 'not-yet') return `From ${this.#format.birthDate(proxy.startsOn)}`;
    const last = proxy.endsOn ? [`until ${this.#format.birthDate(proxy.endsOn)}`] : [];
    const birthday = endsWithBirthdayOn
      ? [`ends when the patient is of age, ${this.#format.birthDate(endsWithBirthdayOn)}`]
      : [];
    return [...last, ...birthday].join('; ');
  }

  protected isOpen({ state }: ListedProxy): boolean {
    return state === 'in-force' || state === 'not-yet';
  }
}
