// The groups of providers that a person has put together, in the clinic on show: kept with their preferences.
import { computed, inject, type Signal } from '@angular/core';
import type { ProviderGroup } from '#contract/provider-group';
import { Session } from '../platform/session';

export interface OwnGroups {
  /** By name. */
  all: Signal<readonly ProviderGroup[]>;
  /** Keeps a new one, or one that was changed; answers its id. */
  keep: (group: Omit<ProviderGroup, 'id' | 'clinicId'> & { id: string | null }) => string;
  remove: (groupId: string) => void;
}

export function ownGroups(): OwnGroups {
  const session = inject(Session);
  const kept = computed(() => session.preferences()?.providerGroups ?? []);
  const change = (providerGroups: ProviderGroup[]): void => {
    void session.changePreferences({ providerGroups });
  };
  return {
    all: computed(() =>
      kept()
        .filter(({ clinicId }) => clinicId === session.clinic()?.id)
        .sort((a, b) => a.name.localeCompare(b.name)),
    ),
    keep({ id: known, name, providerIds }) {
      const id = known ?? crypto.randomUUID();
      const group = { id, clinicId: session.clinic()?.id ?? '', name, providerIds };
      change([...kept().filter((one) => one.id !== id), group]);
      return id;
    },
    remove(groupId) {
      change(kept().filter(({ id }) => id !== groupId));
    },
  };
}
