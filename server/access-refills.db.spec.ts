import { refillEndpoints } from '#contract/given-endpoints';
import { tryAccess } from './given-access-tries.ts';

tryAccess('refills', refillEndpoints);
