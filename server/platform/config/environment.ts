import { fileURLToPath } from 'node:url';
import type { Environment } from './read-settings.ts';

export const environment: Environment = process.env;
export const projectDir = fileURLToPath(new URL('../../../', import.meta.url));
