import {
  authorizationEndpoints,
  peopleEndpoints,
  refillEndpoints,
} from '#contract/given-endpoints';
import { tryWork } from './given-work-tries.ts';

tryWork('people, drugs and what payers agree to', [
  ...peopleEndpoints,
  ...authorizationEndpoints,
  ...refillEndpoints,
]);
