import { claimEndpoints } from '#contract/given-endpoints';
import { tryAccess } from './given-access-tries.ts';

tryAccess('claims', claimEndpoints);
