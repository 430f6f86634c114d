import { Component, computed, effect, inject, input, resource, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { spanWords } from '../authorization-words';
import { problemOf } from '../../platform/api';
import { lineState } from '../../platform/authorization-words';
import { messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { SvgIcon, type IconName } from '../../ui/svg-icon/svg-icon';
import type { TypedNeed } from '../asked-line-fields/asked-line-fields';
import { AuthorizationsApi, type NeedAnswer, type NeedQuestion } from '../authorizations-api';

/** So long nothing more is typed before it is asked. */
const pauseMs = 300;

const words: Record<NeedAnswer['required'], { title: string; tone: string; icon: IconName }> = {
  yes: { title: 'Required', tone: 'soon', icon: 'warning' },
  no: { title: 'Not required', tone: 'ok', icon: 'check-circle' },
  unknown: {
    ...{ title: 'Not known: somebody asks the payer', tone: 'info', icon: 'info' },
  },
};

/** Whether the payer wants what is typed authorized, by whose rule, and what is asked for already. */
@Component({
  selector: 'app-need-answer',
  imports: [RouterLink, SvgIcon],
  templateUrl: './need-answer.html',
  styleUrl: './need-answer.scss',
})
export class NeedAnswerView {
  readonly clinicId = input.required<string>();
  readonly patientId = input.required<string | null>();
  readonly need = input.required<TypedNeed>();

  readonly #api = inject(AuthorizationsApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  readonly #question = computed<NeedQuestion | undefined>(() => {
    const patientId = this.patientId();
    const need = this.need();
    if (patientId === null || need.on === '') return undefined;
    return { clinicId: this.clinicId(), patientId, ...need };
  });
  readonly #settled = signal<NeedQuestion | undefined>(undefined);
  readonly #read = resource({
    params: () => this.#settled(),
    loader: ({ params }) => this.#api.need(params),
  });
  readonly #answer = computed(() => (this.#read.hasValue() ? this.#read.value() : null));
  protected readonly said = computed(() => {
    const answer = this.#answer();
    return answer && { ...words[answer.required], source: answer.source ?? '' };
  });
  protected readonly plan = computed(() => {
    const coverage = this.#answer()?.coverage;
    return coverage ? `${coverage.payerName}, ${coverage.planName}` : '';
  });
  protected readonly documents = computed(() => this.#answer()?.documents.join('; ') ?? '');
  protected readonly live = computed(() =>
    (this.#answer()?.live ?? []).map((standing) => ({
      standing,
      words: `${lineState(standing).word}, ${spanWords(standing.span, (date) => this.#format.birthDate(date))}`,
    })),
  );
  protected readonly mayRead = computed(() => this.#session.can('authorization:read'));
  protected readonly problem = computed(() => {
    const error = this.#read.error();
    return error ? messageOf(problemOf(error)) : '';
  });

  constructor() {
    effect((onCleanup) => {
      const question = this.#question();
      const timer = setTimeout(() => this.#settled.set(question), pauseMs);
      onCleanup(() => clearTimeout(timer));
    });
  }
}
