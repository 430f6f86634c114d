import type { RouterStateSnapshot } from '@angular/router';
import type { Permission } from '#contract/permission';

/** What the page on show needs, as the innermost of its routes says; `null` when it is for everybody. */
export function permissionOf(state: RouterStateSnapshot): Permission | null {
  let needed: Permission | null = null;
  for (let route = state.root.firstChild; route; route = route.firstChild)
    needed = (route.data['permission'] as Permission | undefined) ?? needed;
  return needed;
}
