import { errorCode } from '../error-code.ts';
import type { Log } from '../logging/log.ts';
import { ProblemError } from '../problem.ts';
import { SealBroken } from './seal-stream.ts';

/** Awaits something of the storage. Its failures are logged by their code alone: messages name folders and buckets. */
export type ReachStorage = <T>(act: Promise<T>) => Promise<T>;

/** @throws ProblemError `unavailable`, without a word of where; problems and SealBroken as they are */
export function reachStorage(log: Log): ReachStorage {
  return async (act) => {
    try {
      return await act;
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      log.error({ fault: errorCode(reasonOf(error)) }, 'the storage of files failed');
      throw error instanceof SealBroken ? error : unavailable();
    }
  };
}

/** What `fetch` throws is a TypeError whatever went wrong; its cause has the code. */
function reasonOf(error: unknown): unknown {
  return error instanceof TypeError ? (error.cause ?? error) : error;
}

function unavailable(): ProblemError {
  return new ProblemError(
    'unavailable',
    'Files cannot be kept or read at the moment; nothing was changed. Try again shortly.',
    { retryAfter: 10 },
  );
}
