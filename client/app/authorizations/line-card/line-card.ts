import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { heardVia, type AuthorizationLine } from '#contract/authorization-line';
import { authorizationPendingOf } from '#contract/authorization-pending';
import { spanOf } from '#contract/authorization-standing';
import type { Authorization } from '#contract/authorization-request';
import {
  cancelledBecause,
  reviewActions,
  type CancelledBecause,
} from '#contract/authorization-workflow';
import { lineState, quantityWords, troubleOf } from '../../platform/authorization-words';
import { Clock } from '../../platform/clock';
import { TimeFormat } from '../../platform/time-format';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { UnitsBar } from '../../ui/units-bar/units-bar';
import {
  actionWords,
  codeWords,
  grantedTo,
  spanWords,
  unitsWords,
  waitingFor,
} from '../authorization-words';
import type { Step } from '../../platform/work-queue/step-fields';

/** One line: what is asked, what the payer said of it, and how much of that is left. */
@Component({
  selector: 'app-line-card',
  imports: [MatButton, StatusChip, SvgIcon, UnitsBar],
  templateUrl: './line-card.html',
  styleUrl: './line-card.scss',
})
export class LineCard {
  readonly line = input.required<AuthorizationLine>();
  readonly request = input.required<Authorization>();
  readonly nameOf = input.required<(staffId: string) => string>();
  readonly mayWork = input(false);
  readonly busy = input(false);
  readonly stepped = output<Step>();

  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);

  protected readonly because = linkedSignal({
    source: computed(() => this.line().id),
    computation: () => '',
  });
  protected readonly fault = linkedSignal({ source: this.because, computation: () => '' });

  protected readonly state = computed(() => lineState(this.line()));
  protected readonly asked = computed(() => {
    const line = this.line();
    const asked = `${quantityWords(line.quantity, line.unit)}, ${this.#span(line)}`;
    const by = line.renderingId === null ? '' : this.nameOf()(line.renderingId);
    return [codeWords(line.code), asked, by].filter(Boolean).join(' · ');
  });
  protected readonly pending = computed(() => {
    const pending = authorizationPendingOf(this.line(), this.request());
    return pending === null ? '' : waitingFor(this.line());
  });
  protected readonly decision = computed(() => {
    const line = this.line();
    const { decision, grant } = line;
    if (decision === null) return null;
    const number = decision.number === null ? 'no number given' : `number ${decision.number}`;
    const by = decision.byId === null ? 'read by the server' : this.nameOf()(decision.byId);
    const codes = decision.reasonCodes.length > 0 ? ` (${decision.reasonCodes.join(', ')})` : '';
    return {
      words: `${actionWords(line)}, ${number}`,
      because: decision.because === '' ? '' : `“${decision.because}”${codes}`,
      grant: grant === null ? '' : this.#grantWords(line),
      meta: `${heardVia[decision.via]} · ${by} · ${this.#format.dayAndTime(decision.decidedAt)}`,
    };
  });
  protected readonly units = computed(() => {
    const { grant, units, status } = this.line();
    const counts = status === 'approved' || status === 'consumed' || status === 'expired';
    return grant === null || !counts
      ? null
      : { granted: grant.quantity, ...units, words: unitsWords(this.line()) };
  });
  protected readonly trouble = computed(() => troubleOf(this.line().trouble));
  protected readonly contradiction = computed(() => {
    const { contradiction, decision } = this.line();
    if (contradiction === null) return null;
    const said = (answer: {
      action: keyof typeof reviewActions;
      number: string | null;
      because: string;
    }): string =>
      [reviewActions[answer.action], answer.number ?? 'no number', answer.because]
        .filter(Boolean)
        .join(', ');
    return {
      stands: decision === null ? 'nothing yet' : said(decision),
      stood:
        decision === null
          ? ''
          : `${heardVia[decision.via]} · ${this.#format.dayAndTime(decision.decidedAt)}`,
      other: said(contradiction),
      came: `${heardVia[contradiction.via]} · ${this.#format.dayAndTime(contradiction.at)}`,
    };
  });
  protected readonly peer = computed(() => {
    const { peerToPeer } = this.line();
    if (peerToPeer === null) return '';
    const { until, outcome, heldAt } = peerToPeer;
    if (outcome === null) return `Peer-to-peer offered until ${this.#format.dayAndTime(until)}`;
    const held = heldAt === null ? '' : ` on ${this.#format.dayAndTime(heldAt)}`;
    return outcome === 'not-held'
      ? 'Peer-to-peer: not held'
      : `Peer-to-peer held${held}: ${outcome}`;
  });
  protected readonly appeals = computed(() =>
    this.line().appeals.map(({ level, filedAt, confirmation, outcome, decidedAt }) => {
      const filed = `Appeal ${level} filed ${this.#format.dayAndTime(filedAt)}, ${confirmation}`;
      if (outcome === null) return `${filed}: not decided`;
      const when = decidedAt === null ? '' : ` ${this.#format.dayAndTime(decidedAt)}`;
      return `${filed}: ${outcome}${when}`;
    }),
  );
  protected readonly cancelled = computed(() => {
    const because = this.line().cancelledBecause;
    return because === null ? '' : cancelledBecause[because as CancelledBecause];
  });

  protected type(event: Event): void {
    this.because.set((event.target as HTMLInputElement).value);
  }

  protected dismiss(event: Event): void {
    event.preventDefault();
    const [lineId, because] = [this.line().id, this.because().trim()];
    if (because === '') this.fault.set('Say why the answer that stands is right.');
    else this.stepped.emit({ decision: 'dismiss', body: { lineId, because } });
  }

  protected takeBack(): void {
    this.stepped.emit({ decision: 'take-back', body: { lineId: this.line().id } });
  }

  #grantWords(line: AuthorizationLine): string {
    const { grant } = line;
    if (grant === null) return '';
    const instead = grant.code === null ? '' : `${codeWords(grant.code)} instead`;
    const amount = quantityWords(grant.quantity, grant.unit);
    return [amount, this.#span(line), grantedTo(grant, this.nameOf()), instead]
      .filter(Boolean)
      .join(' · ');
  }

  #span(line: AuthorizationLine): string {
    return spanWords(spanOf(line), (date) => this.#format.dateNear(date, this.#clock.now()));
  }
}
