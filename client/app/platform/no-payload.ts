import { type } from '@ngrx/signals';

/** Of an event that says all by its name. */
// eslint-disable-next-line @typescript-eslint/no-confusing-void-expression -- how the library says "nothing"
export const noPayload = type<void>();
