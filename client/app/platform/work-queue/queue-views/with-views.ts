// What a queue's store knows of saved views.
import { computed, inject, type Signal } from '@angular/core';
import { signalStoreFeature, type as typeOf, withComputed, withState } from '@ngrx/signals';
import { Session } from '../../session';
import { WORK_QUEUE } from '../work-queue';
import { groupsOf, initialViewsState, type Onlooker } from './views-state';

export function withViews() {
  return signalStoreFeature(
    { props: typeOf<{ me: Signal<string> }>() },
    withState(initialViewsState),
    withComputed(({ me }, session = inject(Session), queue = inject(WORK_QUEUE)) => ({
      onlooker: computed<Onlooker>(() => {
        const here = session.clinic()?.id;
        const roles = session
          .grants()
          .flatMap(({ clinicId, role }) => (clinicId === here ? [role] : []));
        return { me: me(), roles, mayAssign: session.can(queue.endpoints.permissions.assign) };
      }),
    })),
    withComputed((store) => ({
      viewGroups: computed(() => groupsOf(store.views(), store.onlooker())),
    })),
  );
}
