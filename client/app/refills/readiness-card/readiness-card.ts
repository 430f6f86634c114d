import { Component, computed, inject, input } from '@angular/core';
import type { CardCriterion, RefillCard } from '#contract/refill-card';
import { delegates } from '#contract/refill-protocol';
import type { PatientStatement } from '#contract/patient-record';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { localDateOf } from '../../platform/wall-time';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { readinessMark, verdictMark } from '../refill-words';

/** Each rule with what it found, where and when; beside it what was said of allergies and drugs. */
@Component({
  selector: 'app-readiness-card',
  imports: [StatusChip, SvgIcon],
  templateUrl: './readiness-card.html',
  styleUrl: './readiness-card.scss',
})
export class ReadinessCard {
  readonly card = input.required<RefillCard>();
  readonly turned = input.required<ReadonlySet<string>>();
  readonly nameOf = input.required<(staffId: string) => string>();

  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly criteria = computed(() =>
    this.card().criteria.map((criterion) => ({
      code: criterion.code,
      title: criterion.title,
      mark: verdictMark(criterion.verdict),
      found: this.#found(criterion),
      isTurned: this.turned().has(criterion.code),
    })),
  );
  protected readonly summary = computed(() => {
    const count = (verdict: CardCriterion['verdict']): number =>
      this.card().criteria.filter((criterion) => criterion.verdict === verdict).length;
    const counts = { pass: count('pass'), fail: count('fail'), unknown: count('unknown') };
    return readinessMark({ ...counts, delegable: this.card().notDelegated.length === 0 });
  });
  protected readonly protocol = computed(() => {
    const { protocol } = this.card();
    if (!protocol)
      return {
        words: 'No protocol covers this drug: nothing can be delegated.',
        delegatesNothing: true,
      };
    const { terms, version, signedById } = protocol;
    const today = localDateOf(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC');
    const named = `${terms.title}, version ${version}`;
    const until = this.#format.birthDate(terms.expiresOn);
    if (signedById === null)
      return { words: `${named} is not signed: nothing can be delegated.`, delegatesNothing: true };
    if (!delegates(protocol, today))
      return {
        words: `${named} expired on ${until}: nothing can be delegated.`,
        delegatesNothing: true,
      };
    const signer = this.nameOf()(signedById);
    return { words: `${named}, signed by ${signer}, until ${until}`, delegatesNothing: false };
  });
  protected readonly said = computed(() => [
    { title: 'Allergies, as said', words: this.#saidOf('allergy') },
    { title: 'Medicines, as said', words: this.#saidOf('medication') },
  ]);

  #found({ datum, source, on }: CardCriterion): string {
    const date = on === null ? '' : this.#format.birthDate(on);
    return [datum, source, date].filter(Boolean).join(' · ');
  }

  #saidOf(kind: PatientStatement['kind']): string {
    const said = this.card().statements.filter((statement) => statement.kind === kind);
    return said.length === 0 ? 'Nothing was said' : said.map(({ text }) => text).join('; ');
  }
}
