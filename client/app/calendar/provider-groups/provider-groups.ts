import { Component, computed, input, output, signal } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import type { ProviderGroup } from '#contract/provider-group';
import type { Provider } from '#contract/staff';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { ownGroups } from '../own-groups';
import { ProviderGroupDialog } from '../provider-group-dialog/provider-group-dialog';

/** Whose columns the day shows: everybody's, or those of a group that the person has put together. */
@Component({
  selector: 'app-provider-groups',
  imports: [MatMenu, MatMenuItem, MatMenuTrigger, ProviderGroupDialog, SvgIcon],
  templateUrl: './provider-groups.html',
  styleUrl: './provider-groups.scss',
})
export class ProviderGroups {
  /** Of the clinic on show. */
  readonly providers = input.required<readonly Provider[]>();
  readonly groupId = input.required<string | null>();
  /** `null` = everybody. */
  readonly shown = output<string | null>();

  protected readonly groups = ownGroups();
  protected readonly chosen = computed(
    () => this.groups.all().find(({ id }) => id === this.groupId()) ?? null,
  );
  /** `null` = a new one. */
  protected readonly edited = signal<{ group: ProviderGroup | null } | null>(null);

  protected save(group: ProviderGroup | null, wish: Omit<ProviderGroup, 'id' | 'clinicId'>): void {
    this.edited.set(null);
    this.shown.emit(this.groups.keep({ id: group?.id ?? null, ...wish }));
  }

  protected remove({ id }: ProviderGroup): void {
    this.edited.set(null);
    this.groups.remove(id);
    this.shown.emit(null);
  }
}
