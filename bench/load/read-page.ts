// A loader: asks for one page again and again, eight at a time, and prints when it began and ended.
import { text } from 'node:stream/consumers';

const atOnce = 8;
const [, , url = '', count = '0'] = process.argv;
const cookie = await text(process.stdin);
let left = Number(count);

async function work(): Promise<void> {
  while (left-- > 0) {
    const response = await fetch(url, { headers: { cookie } });
    if (!response.ok) throw new Error(`A page was answered with ${response.status}.`);
    await response.arrayBuffer();
  }
}

const from = Date.now();
await Promise.all(Array.from({ length: atOnce }, work));
process.stdout.write(JSON.stringify({ from, to: Date.now() }));
