import { resolve } from 'node:path';
import type { MllpPlace } from './config.ts';
import type { SettingValues } from './settings.ts';

export function mllpOf(values: SettingValues, projectDir: string): MllpPlace | null {
  const { MLLP_PORT: port, MLLP_HOST: host } = values;
  if (port === undefined) return null;
  const [cert, key, ca] = filesOf(values).map((file) => file && resolve(projectDir, file));
  return { host, port, tls: cert && key && ca ? { cert, key, ca } : null };
}

/** What of the settings does not go together. */
export function mllpFaults(values: SettingValues, isLoopback: boolean): [boolean, string][] {
  const given = filesOf(values).filter((file) => file !== undefined).length;
  return [
    [
      given > 0 && given < 3,
      'MLLP_TLS_CERT, MLLP_TLS_KEY and MLLP_TLS_CA are set together or not at all.',
    ],
    [
      values.MLLP_PORT !== undefined && !isLoopback && given === 0,
      'MLLP_HOST is reachable beyond this machine: set MLLP_TLS_CERT, MLLP_TLS_KEY and MLLP_TLS_CA, so that only laboratories with a certificate connect.',
    ],
  ];
}

function filesOf(values: SettingValues): (string | undefined)[] {
  return [values.MLLP_TLS_CERT, values.MLLP_TLS_KEY, values.MLLP_TLS_CA];
}
