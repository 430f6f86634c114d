import { Component, computed, effect, inject, input, resource, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import { listName, type PatientSummary } from '#contract/patients';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { phoneWords } from '../../platform/phone-words';
import { messageOf } from '../../platform/problem-message';
import type { Hearer } from '../../platform/followed-feed';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { RecentPages } from '../../platform/recent-pages';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { languageWords } from '../../platform/language-words';
import { ageOn, sexWords, todayIn } from '../patient-words';
import { PatientAlerts } from '../patient-alerts/patient-alerts';
import { PatientsApi } from '../patients-api';

/** Who the patient is, the same on every screen, with a warning when another could be meant. */
@Component({
  selector: 'app-patient-header',
  imports: [ErrorState, PatientAlerts, RouterLink, Skeleton, SvgIcon],
  templateUrl: './patient-header.html',
  styleUrl: './patient-header.scss',
})
export class PatientHeader {
  readonly patientId = input.required<string>();
  /** The name leads to the patient's page, except on that page itself. */
  readonly linked = input(true);

  readonly #api = inject(PatientsApi);
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly header = resource({
    params: () => this.patientId(),
    loader: async ({ params }) => {
      await this.#feed.opened();
      return this.#api.getHeader(params);
    },
  });
  /** For records that show a part of it large; `null` until it is loaded. */
  readonly patient = computed(() => (this.header.hasValue() ? this.header.value().patient : null));
  private readonly alerts = viewChild(PatientAlerts);
  protected readonly lookAlikes = computed(() =>
    this.header.hasValue() ? this.header.value().lookAlikes : [],
  );
  protected readonly problem = computed(() => {
    const error = this.header.error();
    return error ? messageOf(problemOf(error)) : '';
  });

  protected readonly name = computed(() => {
    const patient = this.patient();
    return patient ? listName(patient) : '';
  });
  protected readonly language = computed(() => languageWords(this.patient()?.language ?? 'en'));
  protected readonly phone = computed(() => wordsOfPhone(this.patient()?.phone));
  /** The confidential number, which beats every other; `null` where there is none. */
  readonly onlyNumber = computed(() => this.alerts()?.onlyPhone() ?? null);
  /** The number to call: the confidential one, else the one on the chart. */
  readonly callable = computed(() => {
    const number = this.onlyNumber() ?? this.patient()?.phone;
    return number ? { number, words: phoneWords(number) } : null;
  });
  protected readonly sex = computed(() => sexWords[this.patient()?.sex ?? 'unknown']);
  protected readonly born = computed(() => this.#born(this.patient()?.birthOn));

  constructor() {
    const recent = inject(RecentPages);
    effect((onCleanup) => {
      const id = this.patientId();
      const hear: Hearer = (changes) => {
        if (changes === null || changes.some(({ entityId }) => entityId === id))
          this.header.reload();
      };
      onCleanup(this.#feed.hear(feedOf('patients', null), hear, 'once-opened'));
    });
    effect(() => {
      const patient = this.patient();
      if (patient) recent.name(`/patients/${patient.id}`, listName(patient));
    });
  }

  protected wordsOf(other: PatientSummary): string {
    return `${listName(other)}, ${this.#born(other.birthOn)}, ${other.mrn}`;
  }

  #born(birthOn: string | undefined): string {
    if (!birthOn) return '';
    const today = todayIn(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC');
    return `${this.#format.birthDate(birthOn)} (${ageOn(birthOn, today)})`;
  }
}

function wordsOfPhone(phone: string | null | undefined): string | null {
  return phone ? phoneWords(phone) : null;
}
