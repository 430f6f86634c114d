import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { transports } from '#contract/refill-terms';
import {
  denialReasons,
  grants,
  refillWorkflow,
  type RefillStatus,
  type RefillTransition,
} from '#contract/refill-workflow';
import type { Refill } from '#contract/refill-request';
import { allowedTransitions } from '#contract/workflow';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import type { Decided } from '../decision-form/decision-form';
import { amountWords, drugWords } from '../refill-words';

interface Step {
  title: string;
  words: string;
  isDone: boolean;
  /** It was tried. */
  isLost?: boolean;
}

interface Act extends Decided {
  title: string;
}

/** What became of a decision: handed on, heard of, given to the patient; and what a person writes down of it. */
@Component({
  selector: 'app-sending-steps',
  imports: [MatButton, SvgIcon],
  templateUrl: './sending-steps.html',
  styleUrl: './sending-steps.scss',
})
export class SendingSteps {
  readonly refill = input.required<Refill>();
  readonly busy = input(false);
  readonly nameOf = input.required<(staffId: string) => string>();
  readonly stepped = output<Decided>();

  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  readonly #itemId = computed(() => this.refill().id);
  protected readonly isFailing = linkedSignal({ source: this.#itemId, computation: () => false });
  protected readonly said = linkedSignal({ source: this.#itemId, computation: () => '' });
  protected readonly fault = signal('');

  readonly #status = computed(() => this.refill().work.status as RefillStatus);
  readonly #allowed = computed<readonly RefillTransition[]>(() => {
    const { clinicId } = this.refill().work;
    const item = { status: this.#status(), clinicId };
    return allowedTransitions(refillWorkflow, item, this.#session.grants());
  });
  /** Until then it stays here, and can be taken back. */
  readonly #isHere = computed(() => {
    const leavesAt = this.refill().decision?.leavesAt ?? '';
    return this.#status() === 'decided' && leavesAt > this.#clock.now();
  });
  protected readonly trouble = computed(() => {
    if (this.#status() !== 'error') return null;
    const said = this.refill().sending?.trouble ?? '';
    return said === '' ? 'Nobody said why.' : said;
  });
  protected readonly note = computed(() => this.refill().decision?.note ?? '');
  protected readonly steps = computed<Step[]>(() => {
    const { decision } = this.refill();
    if (!decision) return [];
    const first = { title: this.#decisionWords(), words: this.#byWords(), isDone: true };
    const rest = [this.#sent(), this.#arrived()];
    return [first, ...rest, ...(grants(decision.kind) ? this.#givenOut() : [])];
  });
  protected readonly acts = computed<Act[]>(() => {
    const may = (transition: RefillTransition): boolean => this.#allowed().includes(transition);
    const news = (name: string, title: string): Act => ({
      ...{ decision: 'news', body: { news: name }, title },
    });
    if (this.#isHere())
      return may('undo') ? [{ decision: 'undo', body: {}, title: 'Take back' }] : [];
    return [
      ...(may('send') ? this.#ways() : []),
      ...(may('acknowledge') ? [news('acknowledge', 'The pharmacy has it')] : []),
      ...(may('dispense') ? [news('dispense', 'Ready for the patient')] : []),
      ...(may('pick-up') ? [news('pick-up', 'Picked up')] : []),
      ...(may('return-to-stock') ? [news('return-to-stock', 'Returned to stock')] : []),
    ];
  });
  protected readonly mayFail = computed(() => !this.#isHere() && this.#allowed().includes('fail'));
  protected readonly mayTakeIn = computed(() => this.#session.can('refill:take-in'));
  protected readonly mayCoSign = computed(
    () => this.refill().decision?.coSign === 'wanted' && this.#session.can('refill:decide'),
  );
  protected readonly cancellationWords = computed(() => {
    const { pharmacy, answer } = this.refill().cancellation ?? { pharmacy: '', answer: 'asked' };
    if (answer === 'confirmed') return `${pharmacy} has cancelled what it had.`;
    if (answer === 'refused')
      return `${pharmacy} could not cancel what it had: both may be filled. Call the patient.`;
    return `${pharmacy} is asked to cancel what it has.`;
  });

  protected type(event: Event): void {
    this.said.set((event.target as HTMLInputElement).value);
    this.fault.set('');
  }

  protected fail(event: Event): void {
    event.preventDefault();
    const trouble = this.said().trim();
    if (trouble === '') this.fault.set('Write down what they said.');
    else this.stepped.emit({ decision: 'news', body: { news: 'fail', trouble } });
  }

  protected answered(answer: 'confirmed' | 'refused'): void {
    this.stepped.emit({ decision: 'answer-cancellation', body: { answer } });
  }

  protected coSigned(answer: 'agreed' | 'disagreed'): void {
    this.stepped.emit({ decision: 'co-sign', body: { answer } });
  }

  /** What is controlled is entered in the certified system and nowhere else. */
  #ways(): Act[] {
    const { schedule } = this.refill();
    const print = { decision: 'send', body: { transport: 'print' }, title: 'Printed or faxed' };
    const ehr = { decision: 'send', body: { transport: 'ehr' }, title: 'Entered in the EHR' };
    return schedule === null ? [print, ehr] : [ehr];
  }

  #decisionWords(): string {
    const { decision } = this.refill();
    if (!decision) return '';
    const { title } = refillWorkflow.transitions[decision.kind];
    if (decision.reason) return `${title}: ${denialReasons[decision.reason].toLowerCase()}`;
    if (!decision.grant) return title;
    return `${title}: ${drugWords(decision.grant)}, ${amountWords(decision.grant)}`;
  }

  #byWords(): string {
    const { decision } = this.refill();
    if (!decision) return '';
    const by = `${this.nameOf()(decision.byId)} · ${this.#format.dayAndTime(decision.at)}`;
    const { protocol } = decision;
    return protocol ? `${by} · by ${protocol.title}, version ${protocol.version}` : by;
  }

  #sent(): Step {
    const { sending, decision } = this.refill();
    const way = sending ? transports[sending.transport] : '';
    if (sending?.sentAt) {
      const by = sending.byId === null ? 'by itself' : this.nameOf()(sending.byId);
      const words = `${way} · ${by} · ${this.#format.dayAndTime(sending.sentAt)}`;
      const isLost = this.#status() === 'error';
      return { title: 'Sent', words, isDone: !isLost, isLost };
    }
    const leaves = decision ? `leaves at ${this.#format.time(decision.leavesAt)}` : '';
    const words = this.#isHere()
      ? leaves
      : way
        ? `to be sent: ${way}`
        : 'no way to send is set up: hand it on';
    return { title: 'Sent', words, isDone: false };
  }

  #arrived(): Step {
    const at = this.refill().sending?.acknowledgedAt ?? null;
    const isDone = at !== null || this.#status() === 'answered';
    return { title: 'At the pharmacy', words: at ? this.#format.dayAndTime(at) : '', isDone };
  }

  #givenOut(): Step[] {
    const status = this.#status();
    const isBack = status === 'returned-to-stock';
    const isReady = status === 'dispensed' || status === 'picked-up' || isBack;
    return [
      { title: 'Ready for the patient', words: '', isDone: isReady },
      isBack
        ? { title: 'Returned to stock', words: 'The patient did not come for it.', isDone: true }
        : { title: 'Picked up', words: '', isDone: status === 'picked-up' },
    ];
  }
}
