// The process: settings in, one server, stopped in order. Whoever starts it has installed and built before.
import { environment, projectDir } from './platform/config/environment.ts';
import { printConfig } from './platform/config/print-config.ts';
import { readConfig } from './platform/config/read-config.ts';
import { errorCode } from './platform/error-code.ts';
import { createLog, type Log } from './platform/logging/log.ts';
import { onAskedToEnd } from './on-asked-to-end.ts';
import { StartRefused } from './platform/start-refused.ts';
import { start } from './start.ts';

const stops: (() => Promise<void>)[] = [];
const ending = { begun: false };

try {
  if (process.argv.includes('--print-config')) showConfig();
  else await run();
} catch (error) {
  if (!ending.begun) await endBy(error);
}

function showConfig(): void {
  process.stdout.write(printConfig(environment));
  // Said below the table: what keeps the server from starting with it.
  readConfig(environment, { projectDir });
}

async function run(): Promise<void> {
  const { config, notices } = readConfig(environment, { projectDir });
  const log = createLog(config.logLevel);
  for (const notice of notices) say(notice);
  const asked = onAskedToEnd({
    first: () => void end(log, 0),
    // The embedded database ends with this process in any case.
    again: () => process.exit(1),
    now: () => performance.now(),
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, asked);
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.fatal({ code: errorCode(error), stack: frames(error) }, 'the server ends by a bug');
      void end(log, 1);
    });
  }
  await start(config, { log, say, onStop: (stop) => stops.unshift(stop) });
}

async function end(log: Log, code: number): Promise<void> {
  if (ending.begun) process.exit(1);
  ending.begun = true;
  await runStops(log);
  process.exit(code);
}

async function endBy(error: unknown): Promise<void> {
  ending.begun = true;
  process.exitCode = 1;
  const shown =
    error instanceof StartRefused
      ? error.message
      : `Daysheet did not start: ${errorCode(error)}\n${frames(error)}`;
  process.stderr.write(`${shown}\n`);
  await runStops(null);
  process.exit(1);
}

async function runStops(log: Log | null): Promise<void> {
  for (const stop of stops.splice(0)) {
    try {
      await stop();
    } catch (error) {
      log?.error({ code: errorCode(error) }, 'a part of the server did not stop cleanly');
    }
  }
}

/** Where it happened; the message in front may quote a row. */
function frames(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return stack.slice(Math.max(0, stack.indexOf('\n    at ')));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
