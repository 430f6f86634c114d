import { tryWork } from './given-work-tries.ts';

tryWork(1);
