import { authorizationEndpoints } from '#contract/given-endpoints';
import { tryAccess } from './given-access-tries.ts';

tryAccess('authorizations', authorizationEndpoints);
