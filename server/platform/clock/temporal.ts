// Node 24 has no Temporal of its own; this is the one place to change when it has.
export { Temporal } from 'temporal-polyfill';
