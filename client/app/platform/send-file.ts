// How a file leaves the browser: the one request whose progress is told.
import { HttpClient, HttpErrorResponse, HttpEventType, type HttpEvent } from '@angular/common/http';
import { inject, InjectionToken } from '@angular/core';
import { filter, firstValueFrom, fromEvent, takeUntil, tap } from 'rxjs';

export interface FileRequest {
  file: Blob;
  headers: Record<string, string>;
  /** Bytes that have gone. */
  progress: (sent: number) => void;
  /** Gives it up. */
  signal: AbortSignal;
}

export type SendFile = (url: string, request: FileRequest) => Promise<Response>;

/** The browser's own, unless a test stands in for the server. Rejects when no answer came. */
export const SEND_FILE = new InjectionToken<SendFile>('send file', {
  factory: () => {
    const http = inject(HttpClient);
    return (url, request) => send(http, url, request);
  },
});

async function send(
  http: HttpClient,
  url: string,
  { file, headers, progress, signal }: FileRequest,
): Promise<Response> {
  const options = {
    headers,
    reportProgress: true,
    observe: 'events',
    responseType: 'text',
  } as const;
  const answered = http.post(url, file, options).pipe(
    tap((event) => {
      if (event.type === HttpEventType.UploadProgress) progress(event.loaded);
    }),
    filter(isAnswer),
    takeUntil(fromEvent(signal, 'abort')),
  );
  try {
    const { body, status } = await firstValueFrom(answered);
    return new Response(body, { status });
  } catch (error) {
    if (!(error instanceof HttpErrorResponse) || error.status === 0) throw error;
    return new Response(String(error.error), { status: error.status });
  }
}

function isAnswer(
  event: HttpEvent<string>,
): event is Extract<typeof event, { status: number; body: unknown }> {
  return event.type === HttpEventType.Response;
}
