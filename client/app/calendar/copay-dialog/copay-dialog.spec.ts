import { TestBed } from '@angular/core/testing';
import type { Copay } from '#contract/payments';
import { aGrant, aPerson, aProblem, FakeServer, riverside } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aCopay, aVisit } from '../given-calendar';
import { CopayDialog } from './copay-dialog';

const ownDrawer = 'GET /api/payments/drawers/own';

async function open(copay: Copay, { drawer = true, lastFloatCents = 10_000 } = {}) {
  const collect = `POST /api/payments/copays/${copay.id}/collect`;
  const skip = `POST /api/payments/copays/${copay.id}/skip`;
  const paid = { ...copay, paidCents: 2_500, version: copay.version + 1 };
  const server = new FakeServer()
    .when(ownDrawer, { drawer: drawer ? {} : null, lastFloatCents, asOf: 0 })
    .when(collect, paid)
    .when(skip, { ...copay, skippedBecause: 'later', version: copay.version + 1 })
    .when('POST /api/payments/drawers/open', {});
  TestBed.configureTestingModule({ providers: [server.provider] });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant('scheduler')] }));
  const fixture = TestBed.createComponent(CopayDialog);
  fixture.componentRef.setInput('copay', copay);
  fixture.componentRef.setInput('patient', aVisit().patient);
  const done: Copay[] = [];
  let closed = 0;
  fixture.componentInstance.done.subscribe((one) => done.push(one));
  fixture.componentInstance.closed.subscribe(() => (closed += 1));
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  const field = (name: string) => element.querySelector<HTMLInputElement>(`[name=${name}]`)!;
  const press = async (label: string) => {
    [...element.querySelectorAll('button')]
      .find(({ innerText }) => innerText.startsWith(label))!
      .click();
    await fixture.whenStable();
  };
  return {
    server,
    done,
    closed: () => closed,
    field,
    press,
    text: () => element.innerText.replace(/\s+/g, ' '),
    bodies: (call: string) => server.callsOf(call).map(({ body }) => body),
    collect,
    skip,
    async type(name: string, value: string) {
      field(name).value = value;
      field(name).dispatchEvent(new Event('input'));
      await fixture.whenStable();
    },
    async by(method: string) {
      element.querySelector<HTMLInputElement>(`[value=${method}]`)!.click();
      await fixture.whenStable();
    },
    async enter() {
      element.querySelector('form')!.requestSubmit();
      await fixture.whenStable();
    },
  };
}

describe('CopayDialog', () => {
  it('has what the coverage says in it, and Enter takes it into the open drawer', async () => {
    const dialog = await open(aCopay());
    expect(dialog.text()).toContain('$25 due by the coverage.');
    expect(dialog.field('amount').value).toBe('25');
    await dialog.enter();
    expect(dialog.bodies(dialog.collect)).toEqual([
      { expectedVersion: 0, dueCents: 2_500, amountCents: 2_500, method: 'cash' },
    ]);
    expect(dialog.done.length).toBe(1);
  });

  it('takes a part by card with the reference of the slip, and says what stays due', async () => {
    const dialog = await open(aCopay());
    await dialog.by('card');
    await dialog.type('amount', '10');
    await dialog.type('reference', ' 0042 ');
    expect(dialog.text()).toContain('$15 stays due.');
    await dialog.enter();
    expect(dialog.bodies(dialog.collect)).toEqual([
      {
        expectedVersion: 0,
        dueCents: 2_500,
        amountCents: 1_000,
        method: 'card',
        reference: '0042',
      },
    ]);
  });

  it('opens a drawer on the spot where cash needs one', async () => {
    const dialog = await open(aCopay(), { drawer: false });
    expect(dialog.text()).toContain('Reference on the terminal');
    await dialog.by('cash');
    expect(dialog.field('float').value).toBe('100');
    await dialog.enter();
    expect(dialog.bodies('POST /api/payments/drawers/open')).toEqual([
      { clinicId: riverside, floatCents: 10_000 },
    ]);
    expect(dialog.done.length).toBe(1);
  });

  it('goes on without a payment where none is known and nothing is typed', async () => {
    const dialog = await open(aCopay({ dueCents: null, dueFrom: null }));
    expect(dialog.text()).toContain('The coverage does not say what is due.');
    await dialog.enter();
    expect(dialog.closed()).toBe(1);
    expect(dialog.bodies(dialog.collect)).toEqual([]);
  });

  it('takes what the desk types where the coverage says nothing', async () => {
    const dialog = await open(aCopay({ dueCents: null, dueFrom: null }));
    await dialog.type('amount', '30.50');
    expect(dialog.field('due').value).toBe('30.50');
    await dialog.enter();
    expect(dialog.bodies(dialog.collect)).toEqual([
      { expectedVersion: 0, dueCents: 3_050, amountCents: 3_050, method: 'cash' },
    ]);
  });

  it('sends nothing that is no amount', async () => {
    const dialog = await open(aCopay());
    await dialog.type('amount', 'ten');
    expect(dialog.text()).toContain('Amounts are dollars and cents');
    await dialog.enter();
    expect(dialog.bodies(dialog.collect)).toEqual([]);
  });

  it('writes down why nothing is collected', async () => {
    const dialog = await open(aCopay());
    await dialog.press('Not collected');
    await dialog.enter();
    expect(dialog.bodies(dialog.skip)).toEqual([{ expectedVersion: 0, reason: 'later' }]);
    expect(dialog.done.length).toBe(1);
  });

  it('shows what a colleague took meanwhile, and keeps the dialog', async () => {
    const dialog = await open(aCopay());
    const current = aCopay({ paidCents: 2_000, version: 1 });
    dialog.server.refuses(dialog.collect, {
      ...aProblem('conflict', 409, 'Somebody else changed this a moment ago.'),
      current,
    });
    await dialog.enter();
    expect(dialog.text()).toContain('Somebody else changed this');
    expect(dialog.text()).toContain('$20 paid before');
    expect(dialog.field('amount').value).toBe('5');
    expect(dialog.done).toEqual([]);
  });
});
