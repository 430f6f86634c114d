import { resultEndpoints, visitEndpoints } from '#contract/given-endpoints';
import { tryWork } from './given-work-tries.ts';

tryWork('time and results', [...visitEndpoints, ...resultEndpoints]);
