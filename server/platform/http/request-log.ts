// One line per request: method, the route's pattern, status, time. Never a URL, a body or a header's value.
import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { newId } from '../ids.ts';

export function requestLog(log: Logger): RequestHandler {
  const write = pinoHttp({
    logger: log,
    genReqId: () => newId(),
    serializers: {
      req: ({ id, method }: { id: string; method: string }) => ({ id, method }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      // The problem handler tells the fault without its words.
      err: () => undefined,
    },
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'warn' : 'debug'),
    customProps: (request) => ({ route: routeOf(request as Request) }),
  });
  return (request, response, next) => {
    write(request, response);
    const requestId = request.id as string;
    response.locals['requestId'] = requestId;
    response.set('X-Request-Id', requestId);
    next();
  };
}

/** The pattern, `/api/calendar/appointments/:appointmentId/cancel`, never what stood in it. */
function routeOf(request: Request): string | undefined {
  return (request.route as { path?: string } | undefined)?.path;
}
