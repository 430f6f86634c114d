import { TestKey } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { aGrant, aPerson, aProblem, FakeServer } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aPatient } from '../given-patients';
import { PatientPicker } from './patient-picker';
import { PatientPickerHarness } from './patient-picker-harness';

const search = 'POST /api/patients/search';
const ana = aPatient();
const ben = aPatient({ given: 'Ben', phone: null });

async function open(server: FakeServer, me = aPerson()) {
  TestBed.configureTestingModule({ providers: [server.provider] });
  TestBed.inject(Session).begin(me);
  const fixture = TestBed.createComponent(PatientPicker);
  const picker = await TestbedHarnessEnvironment.harnessForFixture(fixture, PatientPickerHarness);
  return { picker, fixture };
}

describe('PatientPicker', () => {
  it('asks nothing before two letters, and never by the address', async () => {
    const server = new FakeServer().when(search, { items: [ana] });
    const { picker } = await open(server);
    await picker.type('d');
    expect(server.calls.length).toBe(0);
    await picker.type('di');
    expect(server.calls.map(({ url, body }) => [url, body])).toEqual([
      ['/api/patients/search', { text: 'di', limit: 8 }],
    ]);
  });

  it('tells people of one name apart by birth date, MRN and phone', async () => {
    const { picker } = await open(new FakeServer().when(search, { items: [ana, ben] }));
    await picker.type('diaz');
    const [first, second] = await picker.options();
    expect(first).toMatch(/^Diaz, Ana ?Nov 24, 1985 \(\d+\) ?DEMO-\d+ · \(617\) 555-0123$/);
    expect(second).toContain('no phone');
  });

  it('picks with the arrow keys and Enter', async () => {
    const { picker, fixture } = await open(new FakeServer().when(search, { items: [ana, ben] }));
    await picker.type('diaz');
    expect(await picker.active()).toContain('Diaz, Ana');
    await picker.press(TestKey.DOWN_ARROW);
    expect(await picker.active()).toContain('Diaz, Ben');
    await picker.press(TestKey.ENTER);
    expect(fixture.componentInstance.picked()?.id).toBe(ben.id);
    expect(await picker.text()).toContain('Diaz, Ben');
  });

  it('keeps the focus when the field gives way to who was picked, and comes back to it', async () => {
    const { picker } = await open(new FakeServer().when(search, { items: [ana] }));
    await picker.type('diaz');
    await picker.press(TestKey.ENTER);
    expect(document.activeElement?.textContent.trim()).toBe('Change');
    await picker.change();
    expect(document.activeElement?.getAttribute('role')).toBe('combobox');
  });

  it('empties the field with Escape and leaves the dialog around it open', async () => {
    const { picker } = await open(new FakeServer().when(search, { items: [ana] }));
    await picker.type('diaz');
    await picker.press(TestKey.ESCAPE);
    expect(await picker.options()).toEqual([]);
  });

  it('leads to registration when nobody matches', async () => {
    const { picker } = await open(new FakeServer().when(search, { items: [] }));
    await picker.type('zzz');
    expect(await picker.text()).toContain('No patient matches.');
    expect(await picker.offersRegistration()).toBeTrue();
  });

  it('offers no registration to those who may not', async () => {
    const me = aPerson({ grants: [aGrant('biller')] });
    const { picker } = await open(new FakeServer().when(search, { items: [] }), me);
    await picker.type('zzz');
    expect(await picker.offersRegistration()).toBeFalse();
  });

  it('says why a search failed', async () => {
    const refused = aProblem('unavailable', 503, 'The server is away.');
    const { picker } = await open(new FakeServer().refuses(search, refused));
    await picker.type('diaz');
    expect(await picker.text()).toContain('The server is away.');
  });
});
