import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  resource,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { messageChannels, messageWorkflow, type MessageChannel } from '#contract/message-workflow';
import { messageShows, type Message, type MessageShow } from '#contract/outreach';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../../platform/api';
import { dialogAct } from '../../platform/dialog-act';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { whenBack } from '../../platform/when-back';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { PageHeader } from '../../ui/page-header/page-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { MessageHistoryDialog } from '../message-history-dialog/message-history-dialog';
import { stateOf, whatOf, whyOf } from '../message-words';
import { OutreachApi, type MessageAct, type MessagePage } from '../outreach-api';
import { OutreachPolicyDialog } from '../outreach-policy-dialog/outreach-policy-dialog';
import { StopSection } from '../stop-section/stop-section';

const titles: Record<MessageShow, string> = {
  trouble: 'In trouble',
  'to-leave': 'To leave',
  sent: 'Sent',
  over: 'Not sent',
};
/** What needs somebody comes first. */
const order: readonly MessageShow[] = ['trouble', 'to-leave', 'sent', 'over'];
const usual: MessageShow = 'trouble';
const labels: Record<MessageAct, string> = {
  resend: 'Send again',
  mark: 'It has arrived',
  withdraw: 'Take back',
  drop: 'Drop',
};
const emptyOf: Record<MessageChannel, string> = { text: 'No texts', email: 'No e-mails' };

/** What the clinic says to patients and what became of it. Which part of it is shown stands in the address. */
@Component({
  selector: 'app-messages-page',
  imports: [
    EmptyState,
    ErrorState,
    MatButton,
    MessageHistoryDialog,
    OutreachPolicyDialog,
    PageHeader,
    RouterLink,
    Skeleton,
    StatusChip,
    StopSection,
  ],
  templateUrl: './messages-page.html',
  styleUrl: './messages-page.scss',
})
export class MessagesPage {
  /** Query parameters. */
  readonly show = input<string>();
  readonly channel = input<string>();

  readonly #api = inject(OutreachApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #router = inject(Router);
  readonly #session = inject(Session);

  protected readonly shows = order.filter((show) => messageShows.includes(show));
  protected readonly titles = titles;
  protected readonly labels = labels;
  protected readonly channels = Object.entries(messageChannels) as [MessageChannel, string][];
  protected readonly usual = usual;
  /** An address that names no part of the list shows the usual one. */
  protected readonly current = computed(
    () => messageShows.find((each) => each === this.show()) ?? usual,
  );
  /** `null` where both channels are shown. */
  protected readonly only = computed(
    () => this.channels.find(([each]) => each === this.channel())?.[0] ?? null,
  );
  protected readonly act = dialogAct();
  /** Whose history is on screen. */
  protected readonly opened = signal<Message | null>(null);
  protected readonly isConfiguring = signal(false);
  protected readonly mayConfigure = computed(() => this.#session.can('outreach:configure'));
  protected readonly clinicId = computed(() => this.#session.clinic()?.id);

  protected readonly loading = resource({
    params: () => {
      const clinicId = this.clinicId();
      return clinicId ? { clinicId, show: this.current() } : undefined;
    },
    loader: ({ params: { clinicId, show } }) => this.#api.list(clinicId, show),
  });
  /** Stays while the same list is on its way anew; another begins with nothing. */
  protected readonly known = linkedSignal<
    { list: string; loaded: MessagePage | null },
    MessagePage | null
  >({
    source: () => ({
      list: `${this.clinicId() ?? ''} ${this.current()}`,
      loaded: this.loading.hasValue() ? this.loading.value() : null,
    }),
    computation: ({ list, loaded }, before) =>
      loaded ?? (before?.source.list === list ? (before.value ?? null) : null),
  });
  protected readonly problem = computed(() => {
    const error = this.loading.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly rows = computed(() =>
    (this.known()?.items ?? [])
      .filter(({ channel }) => this.only() === null || channel === this.only())
      .map((message) => ({
        message,
        who: `${message.patient.family}, ${message.patient.given}`,
        what: whatOf(message),
        state: stateOf(message),
        why: whyOf(message),
        when: this.#format.dayAndTime(message.sentAt ?? message.leavesAt),
        acts: this.#actsOf(message),
      })),
  );
  protected readonly empty = computed(() => {
    const only = this.only();
    if (only !== null && (this.known()?.items.length ?? 0) > 0) {
      return { title: `${emptyOf[only]} here`, text: 'Of the other channel there are some.' };
    }
    return {
      title: this.current() === 'trouble' ? 'No message is in trouble' : 'No messages here',
      text: 'Offers, reminders and confirmations of this clinic stand here.',
    };
  });

  constructor() {
    effect((onCleanup) => {
      const clinicId = this.clinicId();
      if (!clinicId) return;
      onCleanup(this.#feed.hear(feedOf('outreach', clinicId), () => this.loading.reload()));
    });
    whenBack(() => {
      if (this.loading.error()) this.loading.reload();
    });
  }

  protected choose(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    void this.#router.navigate([], {
      queryParams: { channel: value || null },
      queryParamsHandling: 'merge',
    });
  }

  protected async take(act: MessageAct, message: Message): Promise<void> {
    await this.act.send({ act, message }, (wish, commandId) =>
      this.#api.act(wish.act, wish.message, commandId),
    );
    this.loading.reload();
  }

  #actsOf({ status }: Message): MessageAct[] {
    if (!this.#session.can('message:send')) return [];
    return (Object.keys(labels) as MessageAct[]).filter((act) =>
      (act === 'drop' && status === 'queued' ? [] : messageWorkflow.transitions[act].from).includes(
        status,
      ),
    );
  }
}
