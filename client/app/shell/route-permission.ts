import type { RouterStateSnapshot } from '@angular/router';
import type { Permission } from '#contract/permission';

/** What the page on show needs, as its route says; `null` when it is for everybody. */
export function permissionOf(state: RouterStateSnapshot): Permission | null {
  for (let route = state.root.firstChild; route; route = route.firstChild) {
    const needed = route.data['permission'] as Permission | undefined;
    if (needed) return needed;
  }
  return null;
}
