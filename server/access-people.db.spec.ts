import { peopleEndpoints } from '#contract/given-endpoints';
import { tryAccess } from './given-access-tries.ts';

tryAccess('what is about people', peopleEndpoints);
