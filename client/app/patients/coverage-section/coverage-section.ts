import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  coverageStanding,
  relationships,
  verificationWays,
  type Coverage,
} from '#contract/coverage';
import { leftAside, rejectionWords, type EligibilityCheck } from '#contract/eligibility';
import { linesOfBusiness } from '#contract/payer';
import { dialogAct } from '../../platform/dialog-act';
import { Session } from '../../platform/session';
import { moneyWords } from '../../platform/money-words';
import { TimeFormat } from '../../platform/time-format';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { CoverageApi } from '../coverage-api';
import { CoverageDialog } from '../coverage-dialog/coverage-dialog';
import { CoverageEndDialog } from '../coverage-end-dialog/coverage-end-dialog';
import { CoverageVerifyDialog } from '../coverage-verify-dialog/coverage-verify-dialog';
import { orderWords, standingWords } from '../coverage-words';
import { patientPart } from '../patient-part';
import { PatientSection } from '../patient-section/patient-section';

/** Who pays: coverages in force with how well they are known, then those that ended. */
@Component({
  selector: 'app-coverage-section',
  imports: [
    CoverageDialog,
    CoverageEndDialog,
    CoverageVerifyDialog,
    MatButton,
    PatientSection,
    StatusChip,
  ],
  templateUrl: './coverage-section.html',
  styleUrl: './coverage-section.scss',
})
export class CoverageSection {
  readonly patientId = input.required<string>();

  readonly #api = inject(CoverageApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly part = patientPart({
    patientId: this.patientId,
    needs: 'coverage:read',
    feed: { capability: 'patients', of: 'organization' },
    load: (patientId) => this.#api.list(patientId, this.#session.clinic()?.id ?? ''),
  });
  protected readonly mayEdit = computed(() => this.#session.can('coverage:edit'));
  protected readonly dialog = signal<'none' | 'add' | 'change' | 'verify' | 'end'>('none');
  protected readonly chosen = signal<Coverage | null>(null);
  /** Asking the payer, and whom it was about. */
  protected readonly asking = dialogAct();
  protected readonly asked = signal('');
  readonly #all = computed(() => this.part.value()?.items ?? []);
  protected readonly current = computed(() => this.#all().filter((one) => !this.#isOver(one)));
  protected readonly over = computed(() => this.#all().filter((one) => this.#isOver(one)));

  protected open(dialog: 'add' | 'change' | 'verify' | 'end', coverage: Coverage | null): void {
    this.chosen.set(coverage);
    this.dialog.set(dialog);
  }

  protected done(): void {
    this.dialog.set('none');
    this.part.reload();
  }

  protected canBeAsked({ id }: Coverage): boolean {
    return this.part.value()?.askable.includes(id) ?? false;
  }

  protected async ask({ id }: Coverage): Promise<void> {
    const clinicId = this.#session.clinic()?.id ?? '';
    this.asked.set(id);
    const coverage = await this.asking.send({ id }, (_, commandId) =>
      this.#api.check(id, clinicId, commandId),
    );
    if (coverage) this.part.reload();
  }

  protected titleOf({ order, payer }: Coverage): string {
    return `${orderWords[order]} · ${payer.name}`;
  }

  protected planOf(coverage: Coverage): string {
    const { planName, payer, memberId, groupNumber } = coverage;
    const group = groupNumber ? [`group ${groupNumber}`] : [];
    const line = linesOfBusiness[payer.lineOfBusiness];
    return [planName, line, `member ${memberId}`, ...group].join(' · ');
  }

  protected holderOf({ relationship, subscriber }: Coverage): string {
    if (!subscriber) return '';
    const born = this.#format.birthDate(subscriber.birthOn);
    const what = relationships[relationship].toLowerCase();
    return `Held by ${subscriber.given} ${subscriber.family}, born ${born}; the patient is ${what}`;
  }

  protected datesOf({ effectiveFrom, endsOn }: Coverage): string {
    const from = `from ${this.#format.birthDate(effectiveFrom)}`;
    return endsOn ? `${from} to ${this.#format.birthDate(endsOn)}` : from;
  }

  protected verifiedOf({ verification }: Coverage): string {
    if (!verification) return 'Nobody has verified it yet';
    const by = verification.by ? ` by ${verification.by}` : '';
    const how = verificationWays[verification.how].toLowerCase();
    return `Verified ${this.#format.birthDate(verification.on)}${by}: ${how}`;
  }

  protected checkOf({ check }: Coverage): string {
    return check === null ? '' : check.answer ? this.#answerOf(check.answer) : this.#waitOf(check);
  }

  protected isRefused({ check }: Coverage): boolean {
    return check?.answer?.kind === 'rejected';
  }

  #waitOf({ askedAt, askedBy }: EligibilityCheck): string {
    const by = askedBy ? ` by ${askedBy}` : '';
    return `Payer asked ${this.#format.dayAndTime(askedAt)}${by}: no answer yet`;
  }

  #answerOf(answer: NonNullable<EligibilityCheck['answer']>): string {
    const on = this.#format.birthDate(answer.on);
    const plan = answer.plan ? `, ${answer.plan}` : '';
    const aside = answer.leftAside ? `; not taken over: ${leftAside[answer.leftAside]}` : '';
    const { meaning, advice } = rejectionWords(answer.rejectCode);
    switch (answer.kind) {
      case 'active':
        return `Payer answered ${on}: active${plan}${aside}`;
      case 'inactive':
        return `Payer answered ${on}: not active${aside}`;
      case 'silent':
        return `Payer answered ${on} without saying whether it is active${aside}`;
      case 'rejected':
        return `Payer gave no answer ${on}: ${meaning}. ${advice}`;
    }
  }

  protected amountsOf({ known }: Coverage): string {
    if (!known) return '';
    const { copayCents, deductibleCents, deductibleLeftCents } = known;
    const copay = copayCents === null ? [] : [`copay ${moneyWords(copayCents)}`];
    const left = deductibleLeftCents === null ? '' : `${moneyWords(deductibleLeftCents)} left of `;
    const deductible =
      deductibleCents === null ? [] : [`${left}${moneyWords(deductibleCents)} deductible`];
    const words = [...copay, ...deductible].join(', ');
    return words ? `As of ${this.#format.birthDate(known.on)}: ${words}` : '';
  }

  protected stateOf(coverage: Coverage): (typeof standingWords)[keyof typeof standingWords] {
    return standingWords[this.#standingOf(coverage)];
  }

  protected isToVerify(coverage: Coverage): boolean {
    return ['soon', 'late'].includes(this.stateOf(coverage).tone);
  }

  #standingOf(coverage: Coverage): keyof typeof standingWords {
    const { today, verifyWithinDays } = this.part.value() ?? { today: '', verifyWithinDays: 0 };
    return coverageStanding(coverage, { on: today, today, verifyWithinDays });
  }

  #isOver(coverage: Coverage): boolean {
    return ['ended', 'mistaken'].includes(this.#standingOf(coverage));
  }
}
