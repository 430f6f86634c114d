// Bodies are JSON of at most so many kB as the endpoint says. One of another kind is refused: read as nothing, it would answer success for a
// change that was never understood.
import express, { type RequestHandler } from 'express';
import { invalidInput } from '../problem.ts';

export function jsonBody(kilobytes: number): RequestHandler[] {
  return [express.json({ limit: `${kilobytes}kb`, strict: true }), requireRead];
}

const requireRead: RequestHandler = (request, _response, next) => {
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
  const wasSent = encoding !== undefined || length !== '0';
  if (request.method === 'POST' && wasSent && request.body === undefined)
    next(invalidInput('', 'is not application/json'));
  else next();
};
