import { Component, computed, inject, input, output } from '@angular/core';
import { listName } from '#contract/patients';
import { Clock, minuteOf } from '../../platform/clock';
import { TimeFormat } from '../../platform/time-format';
import { SvgIcon, type IconName } from '../../ui/svg-icon/svg-icon';
import type { Tone } from '../../ui/status-chip/status-chip';
import { confirmedWords, showsConfirmed } from '../confirmed-words';
import { isStanding, type VisitOnGrid } from '../day-columns';
import { interpreterBadge, interpreterSign } from '../interpreter-words';
import { stepBadge } from '../step-words';

/** Its tone repeats what its words say. */
interface Sign {
  icon: IconName;
  words: string;
  tone?: Tone;
}

/** One visit on the grid: when, who, what; more of it the more room it has. */
@Component({
  selector: 'app-visit-box',
  imports: [SvgIcon],
  templateUrl: './visit-box.html',
  styleUrl: './visit-box.scss',
  host: {
    '[attr.data-colour]': 'item().visitType?.colour ?? "slate"',
    '[class.cancelled]': 'isOff()',
    '[class.held]': 'item().appointment.status === "pending"',
    '[class.leaving]': 'item().pending === "leaving"',
    '[class.changing]': 'item().pending === "changing"',
    '[class.picked]': 'picked()',
    '[class.glow-even]': 'item().touched !== null && item().touched! % 2 === 0',
    '[class.glow-odd]': 'item().touched !== null && item().touched! % 2 === 1',
    '[class.slim]': 'lines() === 1',
    '[style.--signs]': 'signs().length',
  },
})
export class VisitBox {
  readonly item = input.required<VisitOnGrid>();
  readonly lines = input(2);
  readonly picked = input(false);
  readonly stopKey = input.required<string>();
  readonly reachable = input(false);
  readonly pick = output();
  readonly grab = output<PointerEvent>();

  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);

  /** Called off, missed or struck out. */
  protected readonly isOff = computed(() => !isStanding(this.item().appointment.status));
  /** Where there is one line alone it would be cut off: there a sign says it. */
  readonly #isUntoldSlim = computed(
    () => this.lines() === 1 && this.item().appointment.notTold !== null && !this.isOff(),
  );
  readonly #minute = minuteOf(this.#clock);
  readonly #lacking = computed(() => interpreterBadge(this.item().appointment, this.#minute()));
  protected readonly badge = computed(() =>
    this.#isUntoldSlim()
      ? null
      : (stepBadge(this.item().appointment) ?? (this.lines() === 1 ? null : this.#lacking())),
  );
  protected readonly name = computed(() => listName(this.item().appointment.patient));
  /** Without its half of the day, which the gutter shows. */
  protected readonly time = computed(() =>
    this.#format.time(this.item().appointment.startsAt).replace(/ [ap]m$/, ''),
  );
  protected readonly type = computed(() => this.item().visitType?.name ?? '');
  protected readonly isLate = computed(() => this.item().appointment.cancellation?.late ?? false);
  /** What stands after the name or below it. */
  protected readonly second = computed(() => {
    if (!this.isOff() || this.lines() === 1) return this.type();
    return this.isLate() ? 'late' : '';
  });
  /** One sign for all that a single line has no room for in words. */
  readonly #warnings = computed<Sign[]>(() => {
    if (this.lines() > 1) return [];
    const untold = this.#isUntoldSlim() ? ['Not told'] : [];
    const words = [...untold, ...(this.#lacking() ? ['No interpreter'] : [])].join(', ');
    return words === '' ? [] : [{ icon: 'warning', words }];
  });
  /** So many confirm that its sign takes no room from the name: it stands below, or only its words say it. */
  protected readonly isConfirmed = computed(() => showsConfirmed(this.item().appointment));
  protected readonly signs = computed<Sign[]>(() => {
    const { appointment } = this.item();
    const { modality, patient, linkId } = appointment;
    const interpreter = this.isOff() ? null : interpreterSign(appointment, this.#minute());
    return [
      ...this.#warnings(),
      ...(modality === 'video' ? [{ icon: 'videocam' as const, words: 'Video' }] : []),
      ...(modality === 'phone' ? [{ icon: 'call' as const, words: 'Phone' }] : []),
      ...(linkId === null ? [] : [{ icon: 'link' as const, words: 'Linked' }]),
      ...(interpreter || patient.interpreter
        ? [{ icon: 'interpreter-mode' as const, ...(interpreter ?? { words: 'Interpreter' }) }]
        : []),
    ];
  });
  /** What a screen reader hears and the pointer is told: what is written on the box comes first, as it is written. */
  protected readonly words = computed(() => {
    const { startsAt, endsAt } = this.item().appointment;
    const span = `${this.#format.time(startsAt)} – ${this.#format.time(endsAt)}`;
    const badge = this.badge()?.word ?? '';
    const cancelled = this.isLate() ? 'Cancelled late' : 'Cancelled';
    const isSlim = this.lines() === 1 && badge !== '';
    const what = isSlim ? [badge, this.type()] : [this.second(), badge];
    const written = this.isOff()
      ? [this.name(), ...what, badge ? '' : cancelled, span]
      : [`${this.time()} ${this.name()}`, ...what, `until ${this.#format.time(endsAt)}`];
    return [
      ...written.filter(Boolean),
      ...this.signs().map(({ words }) => words),
      ...(this.isConfirmed() ? [confirmedWords] : []),
      ...(this.item().pending ? ['Saving'] : []),
    ].join(', ');
  });
}
