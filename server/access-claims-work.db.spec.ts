import { claimEndpoints } from '#contract/given-endpoints';
import { tryWork } from './given-work-tries.ts';

tryWork('claims', claimEndpoints);
