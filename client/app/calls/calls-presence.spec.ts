import {
  aCall,
  after,
  aQueueChange,
  leaseOf,
  me,
  minutesLater,
  samId,
} from '../platform/work-queue/given-queue';
import { visitCalls } from './given-calls-page';

const begun = aCall({ lease: leaseOf(me) }, { callingSince: minutesLater(-1) });
const entity = `call:${begun.id}`;
const sam = { staffId: samId, name: 'Sam Rivera', entity, mode: 'viewing' } as const;

async function open() {
  const scene = await visitCalls({ calls: [begun], url: `/calls/${begun.id}` });
  const said = (): string[] => scene.socket.presences.map(({ mode }) => mode);
  const hear = async (sign: Parameters<typeof scene.socket.says.presence>[0]): Promise<void> => {
    scene.socket.says.presence(sign);
    await scene.shown();
  };
  return { ...scene, said, hearSign: hear };
}

describe('Who looks at a call', () => {
  it('is told to the others when it is opened, and no longer when it is closed', async () => {
    const { socket, press, hearSign, said } = await open();
    expect(socket.presences).toEqual([{ entity, mode: 'viewing' }]);
    await press('u');
    await hearSign(sam);
    expect(said()).toEqual(['viewing']);
  });

  it('is shown with the name, and with what they do; not oneself, nor who looks elsewhere', async () => {
    const { page, hearSign } = await open();
    await hearSign({ ...sam, entity: `call:${samId}` });
    await hearSign({ ...sam, staffId: me, name: 'Ana Diaz' });
    expect(await page.has('app-queue-presence .person')).toBeFalse();
    await hearSign(sam);
    expect(await page.panel()).toContain('SR');
    expect(await page.spokenIn('app-queue-presence')).toContain('Rivera, Sam looks at this too');
    await hearSign({ ...sam, mode: 'editing' });
    expect(await page.spokenIn('app-queue-presence')).toContain('Rivera, Sam is writing here');
  });

  it('fades when nothing is heard any more', async () => {
    const { page, hearSign, pass, shown } = await open();
    await hearSign(sam);
    pass(44_000);
    await shown();
    expect(await page.has('app-queue-presence .person')).toBeTrue();
    pass(2000);
    await shown();
    expect(await page.has('app-queue-presence .person')).toBeFalse();
  });

  it('is answered once, so that who comes sees who is there', async () => {
    const { hearSign, said } = await open();
    await hearSign(sam);
    await hearSign(sam);
    expect(said()).toEqual(['viewing', 'viewing']);
  });

  it('is told as editing while a comment or an outcome is begun', async () => {
    const { page, press, pass, shown, said, hear } = await open();
    await page.type('app-queue-comments textarea', 'She asked');
    await shown();
    await page.type('app-queue-comments textarea', '');
    await shown();
    pass(1000);
    await press('1');
    expect(said()).toEqual(['viewing', 'editing', 'viewing', 'editing']);
    await hear(aQueueChange(1, after(begun, { lease: leaseOf(samId) })));
    expect(said().at(-1)).toBe('viewing');
  });
});
