import { DOCUMENT } from '@angular/common';
import {
  afterNextRender,
  Component,
  computed,
  inject,
  Injector,
  resource,
  type Provider,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute } from '@angular/router';
import { problemOf } from '../../api';
import { messageOf } from '../../problem-message';
import { Session } from '../../session';
import { ErrorState } from '../../../ui/error-state/error-state';
import { Skeleton } from '../../../ui/skeleton/skeleton';
import { injectCellWords } from '../cell-words';
import { nameAmong } from '../colleague-names';
import { filterOf } from '../queue-address';
import { sheetOf } from '../queue-export/list-sheet';
import { ListTaker } from '../queue-export/take-list';
import { WORK_QUEUE, type WorkQueueDefinition } from '../work-queue';
import { WorkQueueApi } from '../work-queue-api';
import { byId } from '../work-queue-state';

/** For the printed page of a queue: what it asks the server for, and nothing that lives on. */
export function provideQueuePrint(definition: WorkQueueDefinition): Provider[] {
  return [{ provide: WORK_QUEUE, useValue: definition }, ListTaker, WorkQueueApi];
}

/** A list of a queue on paper: the filter and the columns stand in the address, as the queue's page put them there. */
@Component({
  selector: 'app-queue-print',
  imports: [ErrorState, MatButton, Skeleton],
  templateUrl: './queue-print.html',
  styleUrl: './queue-print.scss',
})
export class QueuePrint {
  readonly #api = inject(WorkQueueApi);
  readonly #injector = inject(Injector);
  readonly #session = inject(Session);
  readonly #taker = inject(ListTaker);
  readonly #window = inject(DOCUMENT).defaultView;
  readonly #route = inject(ActivatedRoute).snapshot;
  protected readonly queue = inject(WORK_QUEUE);

  readonly #filter = filterOf(this.#route.queryParamMap);
  readonly #columns = this.#chosenColumns();
  readonly #nameOf = computed(() => this.list.value()?.nameOf ?? nameAmong({}));
  readonly #words = injectCellWords(this.#nameOf);

  protected readonly list = resource({
    params: () => this.#session.clinic() ?? undefined,
    loader: async ({ params: clinic, abortSignal: signal }) => {
      const columns = this.#columns.map(({ key }) => key);
      const wanted = {
        clinicId: clinic.id,
        filter: this.#filter,
        target: 'print',
        columns,
      } as const;
      const [taken, colleagues] = await Promise.all([
        this.#taker.take(wanted, { signal }),
        this.#api.listColleagues(clinic.id),
      ]);
      afterNextRender({ read: () => this.print() }, { injector: this.#injector });
      return { taken, clinic: clinic.name, nameOf: nameAmong(byId(colleagues)) };
    },
  });
  protected readonly sheet = computed(() => {
    if (!this.list.hasValue()) return null;
    const { taken, clinic } = this.list.value();
    const { workflow } = this.queue;
    const title = this.#route.title ?? '';
    const about = { title, clinic, filter: this.#filter, workflow, columns: this.#columns };
    return sheetOf(taken, about, this.#words());
  });
  protected readonly message = computed(() => messageOf(problemOf(this.list.error())));
  protected readonly by = computed(() => {
    const me = this.#session.me();
    return me ? `${me.given} ${me.family}` : '';
  });

  protected print(): void {
    this.#window?.print();
  }

  #chosenColumns() {
    const wanted = this.#route.queryParamMap.get('columns')?.split(',');
    if (!wanted) return this.queue.columns;
    const known = new Map(this.queue.columns.map((column) => [column.key, column]));
    return wanted.flatMap((key) => known.get(key) ?? []);
  }
}
