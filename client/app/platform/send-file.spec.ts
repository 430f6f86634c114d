import { HttpEventType, provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { SEND_FILE } from './send-file';

const file = new Blob(['%PDF-'], { type: 'application/pdf' });

function start() {
  TestBed.configureTestingModule({
    providers: [provideHttpClient(), provideHttpClientTesting()],
  });
  const stop = new AbortController();
  const gone: number[] = [];
  const answer = TestBed.inject(SEND_FILE)('/attach', {
    file,
    headers: { 'X-Daysheet-Csrf': '1' },
    progress: (sent) => gone.push(sent),
    signal: stop.signal,
  });
  return {
    request: TestBed.inject(HttpTestingController).expectOne('/attach'),
    answer,
    gone,
    stop,
  };
}

describe('sending a file', () => {
  it('sends its bytes with their headers, and tells how many have gone', async () => {
    const { request, answer, gone } = start();
    expect(request.request.body).toBe(file);
    expect(request.request.headers.get('X-Daysheet-Csrf')).toBe('1');
    request.event({ type: HttpEventType.UploadProgress, loaded: 2, total: 5 });
    request.event({ type: HttpEventType.UploadProgress, loaded: 5, total: 5 });
    request.flush('{"id":1}');
    expect(gone).toEqual([2, 5]);
    expect(await (await answer).json()).toEqual({ id: 1 });
  });

  it('answers a refusal as it came, and rejects when no answer came', async () => {
    const refused = start();
    refused.request.flush('{"code":"invalid-input"}', { status: 400, statusText: 'Bad Request' });
    expect((await refused.answer).status).toBe(400);
    TestBed.resetTestingModule();
    const lost = start();
    lost.request.error(new ProgressEvent('error'));
    await expectAsync(lost.answer).toBeRejected();
  });

  it('ends when it is given up', async () => {
    const { request, answer, stop } = start();
    stop.abort();
    await expectAsync(answer).toBeRejected();
    expect(request.cancelled).toBeTrue();
  });
});
