// Calls that arrive and leave all the time, as in a clinic whose day is busier than any.
import { addCall, callQueue, cancelCall, type Call } from '#contract/calls';
import type { HttpConsole } from '../../scripts/http-console.ts';

export interface CallTraffic {
  /** Calls that came, and calls that went, so far. */
  readonly moved: number;
  /** Nothing comes or goes any more once what is under way has ended. */
  stop: () => Promise<void>;
  /** What it left open goes, from whoever has it. */
  clear: () => Promise<void>;
}

const everyMs = 100;
/** People wait for what they have sent: on a slow machine fewer calls move, and no heap of requests grows. */
const mostUnderWay = 6;

/** Ten calls a second arrive and ten leave, by two people; what is in somebody's hands stays. */
export function callTraffic(
  { come, go }: { come: HttpConsole; go: HttpConsole },
  about: { clinicId: string; patientId: string },
): CallTraffic {
  const open: Call[] = [];
  const underWay = new Set<Promise<void>>();
  let moved = 0;
  const arrive = async (): Promise<void> => {
    const body = { ...about, kind: 'call-back', about: 'A busy hour', priority: 'stat' } as const;
    open.push(await come.call(addCall, { body }));
    moved += 1;
  };
  const leave = async (): Promise<void> => {
    const call = open.shift();
    if (!call) return;
    if (await cancelFree(go, call.id)) moved += 1;
    else open.push(call);
  };
  const run = (work: () => Promise<void>): void => {
    const running = work().finally(() => underWay.delete(running));
    underWay.add(running);
  };
  const timer = setInterval(() => {
    if (underWay.size >= mostUnderWay) return;
    run(arrive);
    if (open.length > 5) run(leave);
  }, everyMs);
  return {
    get moved() {
      return moved;
    },
    async stop() {
      clearInterval(timer);
      await Promise.all(underWay);
    },
    async clear() {
      for (const { id } of open) await cancelAnyway(go, id);
    },
  };
}

/** False when somebody has it in hand. */
async function cancelFree(console: HttpConsole, itemId: string): Promise<boolean> {
  const { item } = await console.call(callQueue.get, { params: { itemId } });
  if (item.work.lease !== null) return false;
  try {
    await cancel(console, await console.call(callQueue.claim, { params: { itemId } }));
    return true;
  } catch {
    // Somebody took it in this moment.
    return false;
  }
}

async function cancelAnyway(console: HttpConsole, itemId: string): Promise<void> {
  const params = { itemId };
  const { item } = await console.call(callQueue.get, { params });
  if (item.work.closedAt !== null) return;
  const body = { expectedVersion: item.version };
  await cancel(console, await console.call(callQueue.takeOver, { params, body }));
}

async function cancel(console: HttpConsole, { id, work }: Call): Promise<void> {
  const body = { token: work.lease?.token ?? 0, reason: 'duplicate' };
  await console.call(cancelCall, { params: { itemId: id }, body });
}
