import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { provideRouter } from '@angular/router';
import type { Me } from '#contract/staff';
import { aPerson, aProblem, FakeServer } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { SecondStepSettings } from './second-step-settings';

const begin = 'POST /api/staff/second-step/begin';
const confirm = 'POST /api/staff/second-step/confirm';
const me = 'GET /api/staff/me';
const setUp: Partial<Me> = { secondStep: { isSetUp: true, isRequired: false, codesLeft: 10 } };

async function open(server: FakeServer, who: Partial<Me> = {}) {
  TestBed.configureTestingModule({ providers: [server.provider, provideRouter([])] });
  TestBed.inject(Session).begin(aPerson(who));
  const fixture = TestBed.createComponent(SecondStepSettings);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  const loader = TestbedHarnessEnvironment.loader(fixture);
  await fixture.whenStable();
  return {
    text: () => element.textContent.replace(/\s+/g, ' '),
    has: (selector: string) => element.querySelector(selector) !== null,
    code: (value: string) => {
      element.querySelector<HTMLInputElement>('input[name=code]')!.value = value;
    },
    press: async (text: string) =>
      (await loader.getHarness(MatButtonHarness.with({ text }))).click(),
  };
}

describe('SecondStepSettings', () => {
  it('shows the secret as a picture and in words, takes a first code, and shows recovery codes once', async () => {
    const uri = 'otpauth://totp/Harbor:Ana?secret=MZXW6YTBOI&issuer=Harbor';
    const server = new FakeServer()
      .when(begin, { secret: 'MZXW6YTBOI', uri })
      .when(me, aPerson(setUp));
    const page = await open(server);
    await page.press('Set up an authenticator app');
    expect(page.has('svg[role=img] path[d^=M]')).toBe(true);
    expect(page.text()).toContain('MZXW 6YTB OI');
    server.refuses(confirm, { ...aProblem('rule-broken', 422, 'Not right.'), rule: 'code-wrong' });
    page.code('000000');
    await page.press('Confirm');
    expect(page.text()).toContain('Not right.');
    server.when(confirm, { recoveryCodes: ['AAAA-BBBB-CCCC-DDDD'] });
    page.code('123456');
    await page.press('Confirm');
    expect(server.callsOf(confirm).map(({ body }) => body)).toEqual([
      { code: '000000' },
      { code: '123456' },
    ]);
    expect(page.text()).toContain('AAAA-BBBB-CCCC-DDDD');
    expect(page.text()).not.toContain('MZXW');
    await page.press('I have kept them');
    expect(page.text()).not.toContain('AAAA-BBBB');
    expect(page.text()).toContain('10 recovery codes left');
  });

  it('says to whom a role asks for it that the rest stays closed until then', async () => {
    const secondStep = { isSetUp: false, isRequired: true, codesLeft: 0 };
    const page = await open(new FakeServer(), { secondStep });
    expect(page.text()).toContain('the rest of Daysheet stays closed');
  });

  it('is removed with a code, unless a role asks for it', async () => {
    const remove = 'POST /api/staff/second-step/remove';
    const server = new FakeServer().when(remove, {}).when(me, aPerson());
    const page = await open(server, setUp);
    await page.press('Remove…');
    page.code('123456');
    await page.press('Remove');
    expect(server.callsOf(remove)[0]?.body).toEqual({ code: '123456' });
    expect(page.text()).toContain('Set up an authenticator app');
    TestBed.resetTestingModule();
    const secondStep = { isSetUp: true, isRequired: true, codesLeft: 2 };
    expect((await open(new FakeServer(), { secondStep })).text()).not.toContain('Remove');
  });
});
