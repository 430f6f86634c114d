import { resultEndpoints } from '#contract/given-endpoints';
import { tryAccess } from './given-access-tries.ts';

tryAccess('results', resultEndpoints);
