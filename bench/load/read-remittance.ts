// A reader: reads the remittance that it is given and prints how many claims there are and how much memory it took at most.
import { createReadStream } from 'node:fs';
import { decodePieces } from '../../server/interop/decode-pieces.ts';
import { readRemittances } from '../../server/interop/x12/remittance-reader.ts';

let claims = 0;
let cents = 0;
const path = process.argv[2] ?? '';
for await (const event of readRemittances(decodePieces(createReadStream(path))))
  if (event.kind === 'claim') {
    claims += 1;
    cents += event.claim.paid;
  }
const { maxRSS } = process.resourceUsage();
process.stdout.write(JSON.stringify({ claims, cents, resident: maxRSS * 1024 }));
