// 300,000 claims of one remittance, read from a file to values, against reading its bytes and splitting its segments.
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodePieces } from '../server/interop/decode-pieces.ts';
import { readRemittances } from '../server/interop/x12/remittance-reader.ts';
import { median, type Bench } from './bench.ts';
import { growRemittance } from './grow-remittance.ts';
import { runProcess } from './processes.ts';

const claims = 300_000;
const mega = 1024 ** 2;

export const x12Read: Bench = {
  name: 'x12-read',
  unit: 'claims/s',
  baselineName: 'reading the bytes and splitting segments into elements',
  goal: { atLeast: 0.3 },
  rounds: 5,
  async prepare() {
    const folder = await mkdtemp(join(tmpdir(), 'daysheet-x12-'));
    const path = join(folder, 'claims.835');
    await growRemittance(path, claims);
    const { size } = await stat(path);
    const faults: string[] = [];
    const plain: number[] = [];
    const memory = await memoryOf(folder, size / claims);
    if (memory.growth > 64 * mega) faults.push('memory grows with the file');
    return {
      n: claims,
      async ours() {
        const from = performance.now();
        let read = 0;
        for await (const event of readRemittances(decodePieces(createReadStream(path)))) {
          if (event.kind === 'claim') read += 1;
          else if (event.kind === 'problem') faults.push(event.problem.reason);
          else if (event.kind === 'end' && event.end.verdict.kind !== 'balanced')
            faults.push(`the remittance is ${event.end.verdict.kind}`);
        }
        if (read !== claims) faults.push(`${read} of ${claims} claims were read`);
        return rate(from);
      },
      async baseline() {
        const start = performance.now();
        await split(path, () => 0);
        plain.push(rate(start));
        const from = performance.now();
        await split(path, (segment) => segment.split('*').length);
        return rate(from);
      },
      faults: () => Promise.resolve(faults),
      get details() {
        return {
          megabytes: Math.round(size / mega),
          /** Without their elements, which says less of what reading is. */
          segmentsOnly: Math.round(median(plain)),
          residentOf10: Math.round(memory.small / mega),
          residentOf1024: Math.round(memory.large / mega),
        };
      },
      end: () => rm(folder, { recursive: true }),
    };
  },
};

function rate(from: number): number {
  return (claims * 1000) / (performance.now() - from);
}

async function split(path: string, each: (segment: string) => number): Promise<number> {
  const decoder = new TextDecoder();
  let rest = '';
  let count = 0;
  for await (const chunk of createReadStream(path)) {
    const segments = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('~');
    rest = segments.pop() ?? '';
    for (const segment of segments) count += each(segment);
  }
  return count;
}

/** Each in a process of its own, so that neither has what the other took. */
async function memoryOf(
  folder: string,
  claimBytes: number,
): Promise<{ small: number; large: number; growth: number }> {
  const residentOf = async (megabytes: number): Promise<number> => {
    const path = join(folder, `${megabytes}.835`);
    await growRemittance(path, Math.round((megabytes * mega) / claimBytes));
    const printed = await runProcess('bench/load/read-remittance.ts', [path], '');
    await rm(path);
    return (JSON.parse(printed) as { resident: number }).resident;
  };
  const [small, large] = [await residentOf(10), await residentOf(1024)];
  return { small, large, growth: large - small };
}
