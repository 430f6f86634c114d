import { inject } from '@angular/core';
import { Router, type CanActivateFn } from '@angular/router';
import { Session } from './session';

/** Pages of the console are for people who are signed in; others sign in first and come back. */
export const signedIn: CanActivateFn = async (_route, state) => {
  const session = inject(Session);
  const router = inject(Router);
  if (await session.load()) return true;
  const queryParams = state.url === '/' ? {} : { to: state.url };
  return router.createUrlTree(['/sign-in'], { queryParams });
};
