import { setTimeout as passed } from 'node:timers/promises';

/** What is asked for within it is read together; the read begins after the last of it was asked for. */
const gatherMs = 2;

/** One read of many for those who each ask for one at the same moment. */
export function readTogether<T>(
  read: (keys: string[]) => Promise<ReadonlyMap<string, T>>,
): (key: string) => Promise<T | null> {
  let keys = new Set<string>();
  let reading: Promise<ReadonlyMap<string, T>> | undefined;

  async function readAll(): Promise<ReadonlyMap<string, T>> {
    await passed(gatherMs);
    const wanted = [...keys];
    keys = new Set();
    reading = undefined;
    return read(wanted);
  }

  return async (key) => {
    keys.add(key);
    reading ??= readAll();
    return (await reading).get(key) ?? null;
  };
}
