import { Clipboard } from '@angular/cdk/clipboard';
import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { resultKinds } from '#contract/result-content';
import { standings, type ResultStanding, type Standing } from '#contract/result-standing';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { Toasts } from '../../platform/toasts';
import { StatusChip, type Tone } from '../../ui/status-chip/status-chip';
import { DocumentDialog } from '../document-dialog/document-dialog';
import { patientPart } from '../patient-part';
import { PatientSection } from '../patient-section/patient-section';
import { PatientsApi } from '../patients-api';

const shownAtFirst = 5;

const tones: Record<Standing, Tone> = {
  expected: 'neutral',
  late: 'soon',
  matching: 'info',
  preliminary: 'info',
  visible: 'ok',
  delayed: 'info',
  held: 'held',
  'not-done': 'neutral',
  dropped: 'neutral',
  withdrawn: 'neutral',
};

/** "Where are my labs?": where each result stands, in a sentence that may be said on the phone; never what it says. */
@Component({
  selector: 'app-patient-results',
  imports: [DocumentDialog, MatButton, PatientSection, RouterLink, StatusChip],
  templateUrl: './patient-results.html',
  styleUrl: './patient-results.scss',
})
export class PatientResults {
  readonly patientId = input.required<string>();

  readonly #api = inject(PatientsApi);
  readonly #clipboard = inject(Clipboard);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);

  protected readonly part = patientPart({
    patientId: this.patientId,
    needs: 'result:standing',
    // Of a change only those hear who may read the results themselves.
    feed: { capability: 'results', of: 'clinics', needs: 'result:read' },
    load: (patientId) => this.#api.listResults(patientId),
  });
  protected readonly showsAll = linkedSignal({ source: this.patientId, computation: () => false });
  protected readonly isAdding = signal(false);
  protected readonly clinicId = computed(() => this.#session.clinic()?.id ?? null);
  protected readonly mayAdd = computed(() => this.#session.can('result:record'));
  protected readonly all = computed(() => this.part.value() ?? []);
  protected readonly rows = computed(() =>
    this.all()
      .slice(0, this.showsAll() ? undefined : shownAtFirst)
      .map((standing) => ({
        standing,
        kind: resultKinds[standing.kind],
        isHere: this.#isReadable(standing),
        word: standings[standing.standing],
        tone: tones[standing.standing],
        meta: this.#meta(standing),
      })),
  );
  protected readonly more = computed(() => Math.max(0, this.all().length - shownAtFirst));
  protected readonly empty = computed(() =>
    this.part.value()?.length === 0 ? 'Nothing was ordered or has come.' : '',
  );

  protected copy({ sentence }: ResultStanding): void {
    const copied = this.#clipboard.copy(sentence);
    this.#toasts.show({
      message: copied ? 'Sentence copied' : 'The browser does not let the sentence be copied',
    });
  }

  protected added(): void {
    this.isAdding.set(false);
    this.part.reload();
    this.#toasts.show({ message: 'The document is in the chart' });
  }

  /** The queue shows the clinic that is on show. */
  #isReadable({ clinicId }: ResultStanding): boolean {
    return clinicId === this.clinicId() && this.#session.can('result:read');
  }

  #meta({ clinicId, orderedOn, orderedBy, seenAt, ...standing }: ResultStanding): string {
    const by = orderedBy === '' ? '' : ` by ${orderedBy}`;
    return [
      this.#session.clinicOf(clinicId)?.shortName ?? '',
      orderedOn === null ? '' : `ordered ${this.#format.birthDate(orderedOn)}${by}`,
      reviewWords(standing),
      seenAt === null ? '' : `opened ${this.#format.dayAndTime(seenAt)}`,
    ]
      .filter(Boolean)
      .join(' · ');
  }
}

const toReview: readonly Standing[] = ['visible', 'delayed', 'held'];

/** A clinician's look and the patient's are two things: neither waits for the other. */
function reviewWords({
  isReviewed,
  standing,
}: Pick<ResultStanding, 'isReviewed' | 'standing'>): string {
  if (isReviewed) return 'reviewed';
  return toReview.includes(standing) ? 'not reviewed yet' : '';
}
