// One JSON line per event. Never a body, never what identifies a session or a person.
import { pino, stdTimeFunctions, type Logger, type LevelWithSilent } from 'pino';

export type Log = Logger;

const neverLogged = [
  'req.headers.cookie',
  'req.headers.authorization',
  'req.headers["x-csrf-token"]',
  'req.headers["idempotency-key"]',
  'req.body',
  'req.raw.body',
  'res.headers["set-cookie"]',
  'res.body',
  'err.detail',
  'err.where',
  'err.internalQuery',
  'err.bindings',
  'err.parameters',
  'error.detail',
  'error.where',
  'password',
  '*.password',
  'cookie',
  'authorization',
];

export function createLog(
  level: LevelWithSilent,
  destination?: { write(line: string): void },
): Log {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: neverLogged, remove: true },
  };
  return destination ? pino(options, destination) : pino(options);
}
