import { peopleEndpoints } from './access-lists.ts';
import { tryAccess } from './given-access-tries.ts';

tryAccess('what is about people', peopleEndpoints);
