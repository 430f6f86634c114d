import {
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  resource,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  paymentMethods,
  skipReasons,
  stillDue,
  type Copay,
  type PaymentMethod,
  type SkipReason,
} from '#contract/payments';
import { listName, type PatientSummary } from '#contract/patients';
import { dialogAct } from '../../platform/dialog-act';
import { moneyWords, typedCents, typedDollars } from '../../platform/money-words';
import { Modal } from '../../ui/modal/modal';
import { CopayApi } from '../copay-api';

/** One small step of check-in: the amount stands there already, Enter takes it. */
@Component({
  selector: 'app-copay-dialog',
  imports: [MatButton, Modal],
  templateUrl: './copay-dialog.html',
  styleUrl: './copay-dialog.scss',
})
export class CopayDialog {
  readonly copay = input.required<Copay>();
  readonly patient = input.required<PatientSummary>();
  readonly done = output<Copay>();
  readonly closed = output();

  readonly #api = inject(CopayApi);
  readonly #drawer = resource({
    params: () => this.copay().clinicId,
    loader: ({ params }) => this.#api.ownDrawer(params),
  });
  protected readonly act = dialogAct();
  readonly #opening = dialogAct();
  /** As it stands for somebody who was faster, until the dialog is told of it itself. */
  readonly #newer = signal<Copay | null>(null);
  protected readonly known = computed(() => {
    const [given, newer] = [this.copay(), this.#newer()];
    return newer && newer.version > given.version ? newer : given;
  });

  protected readonly methods = Object.entries(paymentMethods) as [PaymentMethod, string][];
  protected readonly reasons = Object.entries(skipReasons) as [SkipReason, string][];
  readonly #typedAmount = signal<string | null>(null);
  readonly #typedDue = signal<string | null>(null);
  readonly #method = signal<PaymentMethod | null>(null);
  readonly #typedFloat = signal<string | null>(null);
  protected readonly reference = signal('');
  protected readonly isSkipping = signal(false);
  protected readonly skipReason = signal<SkipReason>('later');

  protected readonly title = computed(() => `Copay: ${listName(this.patient())}`);
  protected readonly said = computed(() => {
    const { dueCents, dueFrom, paidCents } = this.known();
    if (dueCents === null) return 'The coverage does not say what is due.';
    const due = `${moneyWords(dueCents)} due${dueFrom === 'coverage' ? ' by the coverage' : ''}`;
    return paidCents > 0 ? `${due}, ${moneyWords(paidCents)} paid before.` : `${due}.`;
  });
  protected readonly due = computed(
    () => this.#typedDue() ?? typedDollars(this.known().dueCents ?? this.#amountCents() ?? null),
  );
  protected readonly amount = computed(() => {
    const typed = this.#typedAmount();
    if (typed !== null) return typed;
    const due = typedCents(this.#typedDue() ?? '');
    const copay = this.known();
    return typedDollars(stillDue({ ...copay, dueCents: due ?? copay.dueCents }) || null);
  });
  readonly #amountCents = computed(() => typedCents(this.#typedAmount() ?? ''));
  /** Cash where a drawer is open for it, else the terminal. */
  protected readonly method = computed(
    () => this.#method() ?? (this.#drawerIsOpen() ? 'cash' : 'card'),
  );
  readonly #drawerIsOpen = computed(() => this.#drawer.hasValue() && this.#drawer.value().isOpen);
  /** Cash needs a drawer, which can be opened on the spot. */
  protected readonly needsDrawer = computed(
    () => this.method() === 'cash' && this.#drawer.hasValue() && !this.#drawerIsOpen(),
  );
  protected readonly float = computed(
    () =>
      this.#typedFloat() ??
      typedDollars(this.#drawer.hasValue() ? this.#drawer.value().lastFloatCents : null),
  );
  protected readonly fault = computed(() => {
    if (this.isSkipping()) return '';
    const [amount, due] = [typedCents(this.amount()), typedCents(this.due())];
    if (amount === undefined || due === undefined) return 'Amounts are dollars and cents: 25.00';
    if (this.needsDrawer() && typeof typedCents(this.float()) !== 'number')
      return 'Count the cash in your drawer first.';
    return '';
  });
  protected readonly after = computed(() => {
    const [amount, due] = [typedCents(this.amount()), typedCents(this.due())];
    if (typeof amount !== 'number' || typeof due !== 'number') return '';
    const left = due - this.known().paidCents - amount;
    if (left > 0) return `${moneyWords(left)} stays due.`;
    return left < 0 ? `${moneyWords(-left)} more than is due.` : '';
  });
  protected readonly label = computed(() => {
    if (this.isSkipping()) return 'Save the reason';
    const amount = typedCents(this.amount());
    return amount ? `Collect ${moneyWords(amount)}` : 'Go on without a payment';
  });
  protected readonly message = computed(() => this.act.message() || this.#opening.message());
  protected readonly mayExplain = computed(() => this.known().paidCents === 0);

  constructor() {
    effect(() => {
      const problem = this.act.problem();
      if (problem?.code === 'conflict') this.#newer.set(problem.current as Copay);
    });
  }

  /** Who takes another amount types over it. */
  protected selectAll(event: Event): void {
    (event.target as HTMLInputElement).select();
  }

  protected typeAmount(event: Event): void {
    this.#typedAmount.set(valueOf(event));
  }

  protected typeDue(event: Event): void {
    this.#typedDue.set(valueOf(event));
  }

  protected typeFloat(event: Event): void {
    this.#typedFloat.set(valueOf(event));
  }

  protected typeReference(event: Event): void {
    this.reference.set(valueOf(event));
  }

  protected choose(method: PaymentMethod): void {
    this.#method.set(method);
  }

  protected chooseReason(event: Event): void {
    this.skipReason.set(valueOf(event) as SkipReason);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (this.fault() !== '' || this.act.isSending()) return;
    if (this.isSkipping()) await this.#skip();
    else if (!typedCents(this.amount())) this.closed.emit();
    else if (await this.#openDrawer()) await this.#collect();
  }

  /** True when there is a drawer for cash, or none is needed. */
  async #openDrawer(): Promise<boolean> {
    const floatCents = typedCents(this.float());
    if (!this.needsDrawer() || typeof floatCents !== 'number') return true;
    const wish = { clinicId: this.copay().clinicId, floatCents };
    const isOpen = await this.#opening.send(wish, async (body, commandId) => {
      await this.#api.openDrawer(body, commandId);
      return true;
    });
    if (isOpen) this.#drawer.reload();
    return isOpen === true;
  }

  async #collect(): Promise<void> {
    const amountCents = typedCents(this.amount()) ?? 0;
    const reference = this.reference().trim();
    const method = this.method();
    const wish = {
      expectedVersion: this.known().version,
      dueCents: typedCents(this.due()) ?? amountCents,
      amountCents,
      method,
      ...(method === 'cash' || reference === '' ? {} : { reference }),
    };
    const copay = await this.act.send(wish, (body, commandId) =>
      this.#api.collect(this.copay().id, body, commandId),
    );
    if (copay) this.done.emit(copay);
  }

  async #skip(): Promise<void> {
    const wish = { expectedVersion: this.known().version, reason: this.skipReason() };
    const copay = await this.act.send(wish, (body, commandId) =>
      this.#api.skip(this.copay().id, body, commandId),
    );
    if (copay) this.done.emit(copay);
  }
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}
