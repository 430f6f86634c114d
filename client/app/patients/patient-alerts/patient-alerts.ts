import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { tellScopes } from '#contract/contact';
import { listName } from '#contract/patients';
import type { PatientAlerts as Known } from '#contract/patient-flag';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { SvgIcon, type IconName } from '../../ui/svg-icon/svg-icon';
import { FlagApi } from '../flag-api';
import { byWeight, flagWords } from '../flag-words';
import { patientPart } from '../patient-part';

interface Alert {
  id: string;
  words: string;
  note: string;
  tone: 'late' | 'soon' | 'info';
  icon: IconName;
}

/** What must be seen before this patient is called, booked or spoken of. Says so when it cannot be known. */
@Component({
  selector: 'app-patient-alerts',
  imports: [RouterLink, SvgIcon],
  templateUrl: './patient-alerts.html',
  styleUrl: './patient-alerts.scss',
})
export class PatientAlerts {
  readonly patientId = input.required<string>();

  readonly #api = inject(FlagApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly part = patientPart({
    patientId: this.patientId,
    needs: 'patient:read',
    feed: { capability: 'patients', of: 'organization' },
    load: (patientId) => this.#api.getAlerts(patientId, this.#session.clinic()?.id ?? ''),
  });
  /** The number that beats every other; `null` where there is none, or another channel is the only one. */
  readonly onlyPhone = computed(() => {
    const flags = this.part.value()?.flags ?? [];
    for (const { detail } of flags)
      if (detail.kind === 'confidential-channel' && detail.channel === 'phone')
        return detail.address;
    return null;
  });
  protected readonly survivor = computed(() => this.part.value()?.survivor ?? null);
  protected readonly duplicates = computed(() => this.part.value()?.possibleDuplicates ?? []);
  protected readonly nameOf = listName;
  protected readonly alerts = computed<Alert[]>(() => {
    const value = this.part.value();
    if (!value) return [];
    const flags = value.flags.toSorted(byWeight).map((flag): Alert => {
      const { id, note, detail } = flag;
      const isHard = detail.kind === 'deceased';
      const isQuiet = detail.kind === 'vip' || detail.kind === 'employee';
      return {
        id,
        words: flagWords(detail, this.#format),
        note: note ?? '',
        tone: isHard ? 'late' : isQuiet ? 'info' : 'soon',
        icon: isHard ? 'block' : isQuiet ? 'visibility' : 'warning',
      };
    });
    return [...flags, ...this.#toldOf(value)];
  });

  /** Whom one may speak with besides, and of what; of a minor also that there is nobody. */
  #toldOf({ minor, mayBeTold }: Known): Alert[] {
    const people = mayBeTold.map(({ given, family, relation, told }) => {
      const scopes = told.map((scope) => tellScopes[scope].toLowerCase()).join('; ');
      return `${given} ${family} (${relation}): ${scopes}`;
    });
    if (!minor && people.length === 0) return [];
    const words = minor ? 'Minor' : 'May also be told';
    const note = people.join(' · ') || 'Nobody on file may be told';
    return [{ id: 'told', words, note, tone: 'info', icon: 'person' }];
  }
}
