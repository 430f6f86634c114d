import { Component, computed, inject, input, linkedSignal, output, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { PatientSummary } from '#contract/patients';
import { resultKinds } from '#contract/result-content';
import type { ResultRecord } from '#contract/result-record';
import type { MissingPart, Result } from '#contract/result-report';
import type { Colleague } from '#contract/staff';
import { PatientPicker } from '../../patients/patient-picker/patient-picker';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { tellDraft } from '../../platform/work-queue/item-drafts';
import { orderedByWords } from '../result-words';
import { ResultsApi } from '../results-api';
import type { Step } from '../../platform/work-queue/step-fields';

const nobody = 'nobody';
const neverOrdered = 'never';

/** What nobody could tell by certain signs: what came in, beside the choice of whose it is, who ordered it, and which order. */
@Component({
  selector: 'app-match-form',
  imports: [MatButton, PatientPicker],
  templateUrl: './match-form.html',
  styleUrl: './match-form.scss',
})
export class MatchForm {
  readonly result = input.required<Result>();
  /** `null` while it is not known. */
  readonly record = input.required<ResultRecord | null>();
  readonly colleagues = input.required<readonly Colleague[]>();
  readonly isFree = input(false);
  readonly busy = input(false);
  readonly stepped = output<Step>();

  readonly #api = inject(ResultsApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  readonly #itemId = computed(() => this.result().id);
  protected readonly mayMatch = computed(() => this.isFree() && this.#session.can('result:work'));
  protected readonly patient = linkedSignal<string, PatientSummary | null>({
    source: this.#itemId,
    computation: () => this.result().patient,
  });
  protected readonly clinician = linkedSignal({ source: this.#itemId, computation: () => '' });
  protected readonly order = linkedSignal<unknown, string>({
    source: this.patient,
    computation: () => '',
  });
  protected readonly fault = linkedSignal<unknown, string>({
    source: () => [this.patient(), this.clinician(), this.order()],
    computation: () => '',
  });
  protected readonly said = computed(() => {
    const { sentPatient: sent, placer = null } = this.record() ?? { sentPatient: null };
    const born = sent?.birthOn ? this.#format.birthDate(sent.birthOn) : '';
    return [
      {
        title: 'Patient',
        words: sent ? [sent.name, born, sent.sex].filter(Boolean).join(', ') : '',
      },
      { title: 'Numbers', words: sent?.numbers.join(', ') ?? '' },
      { title: 'Ordered by', words: orderedByWords(this.result()) },
      { title: 'Order', words: placer ?? 'no number was sent' },
      { title: 'From', words: this.result().source },
    ].filter(({ words }) => words !== '');
  });
  protected readonly clinicians = computed(() =>
    this.colleagues()
      .filter(({ left, roles }) => !left && roles.includes('clinician'))
      .map(({ id, family, given }) => ({ id, name: `${family}, ${given}` })),
  );
  readonly #standings = resource({
    params: () => {
      const patientId = this.patient()?.id;
      return patientId && this.lacks('order') ? { patientId } : undefined;
    },
    loader: ({ params }) => this.#api.standings(params.patientId),
  });
  protected readonly orders = computed(() =>
    (this.#standings.hasValue() ? this.#standings.value() : [])
      .filter(
        ({ standing, itemId, clinicId }) =>
          (standing === 'expected' || standing === 'late') &&
          itemId !== this.#itemId() &&
          clinicId === this.result().work.clinicId,
      )
      .map(({ itemId, kind, orderedOn, orderedBy }) => ({
        itemId,
        words: [
          resultKinds[kind],
          orderedOn === null ? '' : `ordered ${this.#format.birthDate(orderedOn)}`,
          orderedBy === '' ? '' : `by ${orderedBy}`,
        ]
          .filter(Boolean)
          .join(' '),
      })),
  );

  constructor() {
    tellDraft(computed(() => this.clinician() !== '' || this.order() !== ''));
  }

  protected lacks(part: MissingPart): boolean {
    return this.result().missing.includes(part);
  }

  protected valueOf(event: Event): string {
    return (event.target as HTMLSelectElement).value;
  }

  /** A part that stays unsaid stays missing. */
  protected match(event: Event): void {
    event.preventDefault();
    if (this.busy()) return;
    const [patient, clinician, order] = [this.patient(), this.clinician(), this.order()];
    const body = {
      ...(this.lacks('patient') && patient ? { patientId: patient.id } : {}),
      ...(this.lacks('provider') && clinician !== ''
        ? { orderedById: clinician === nobody ? null : clinician }
        : {}),
      ...(this.lacks('order') && order !== ''
        ? { orderItemId: order === neverOrdered ? null : order }
        : {}),
    };
    if (Object.keys(body).length === 0) this.fault.set('Say at least one of what is missing.');
    else this.stepped.emit({ decision: 'match', body });
  }
}
