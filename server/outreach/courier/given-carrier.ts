// For specs: carriers that take, refuse, stall or break off, as real servers on this machine.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import type { Parcel } from './courier.ts';

export interface Carrier {
  port: number;
  close(): Promise<void>;
}

export function aParcel(over: Partial<Parcel> = {}): Parcel {
  return {
    messageId: '01937b2e-0000-7000-8000-00000000aaaa',
    channel: 'text',
    to: '+16175550123',
    subject: 'Riverside Clinic: your visit',
    body: 'Riverside Clinic: look here: https://clinic.example.org/offer/x',
    attempt: 1,
    ...over,
  };
}

export async function listening(server: Server): Promise<Carrier> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        if ('closeAllConnections' in server) (server.closeAllConnections as () => void)();
        server.close(() => resolve());
      }),
  };
}

export interface Asked {
  headers: IncomingMessage['headers'];
  path: string;
  body: string;
}

/** Answers as it is told and keeps what it was asked. */
export async function givenHttpCarrier(
  answer: (response: ServerResponse, asked: Asked) => void,
): Promise<Carrier & { asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = {
        headers: request.headers,
        path: request.url ?? '',
        body: Buffer.concat(chunks).toString(),
      };
      asked.push(one);
      answer(response, one);
    });
  });
  return { asked, ...(await listening(server)) };
}
