import { tryFields } from './given-hostile-tries.ts';

tryFields(1);
