declare global {
  interface Window {
    moveBare: (frame: string) => void;
  }
}

/** In a page: the visits of a day as bare boxes in columns. Answers how long it took until they were painted. */
export async function showBareDay(day: string): Promise<{ painted: number }> {
  const from = performance.now();
  interface Visit {
    id: string;
    providerId: string;
    startsAt: string;
    endsAt: string;
    patient: { family: string; given: string };
  }
  const { startsAt, appointments } = (await (await fetch(day)).json()) as {
    startsAt: string;
    appointments: Visit[];
  };
  const topOf = (at: string): number => ((Date.parse(at) - Date.parse(startsAt)) / 60_000) * 1.6;
  document.body.replaceChildren();
  const scroller = document.createElement('div');
  scroller.style.cssText = 'display: flex; height: 800px; overflow: auto';
  const boxes = new Map<string, HTMLElement>();
  for (const visits of Map.groupBy(appointments, ({ providerId }) => providerId).values()) {
    const column = document.createElement('div');
    column.style.cssText = 'position: relative; flex: none; width: 180px; height: 2304px';
    for (const visit of visits) {
      const box = document.createElement('button');
      box.style.cssText = 'position: absolute; width: 100%; border: 1px solid; text-align: start';
      box.style.top = `${topOf(visit.startsAt)}px`;
      box.style.height = `${topOf(visit.endsAt) - topOf(visit.startsAt)}px`;
      for (const words of [
        visit.startsAt.slice(11, 16),
        `${visit.patient.family}, ${visit.patient.given}`,
        'Visit',
      ])
        box.append(Object.assign(document.createElement('span'), { textContent: words }));
      boxes.set(visit.id, box);
      column.append(box);
    }
    scroller.append(column);
  }
  document.body.append(scroller);
  window.moveBare = (frame) => {
    const [, { changes }] = JSON.parse(frame.slice(2)) as [
      string,
      { changes: { payload: Visit }[] },
    ];
    for (const { payload } of changes) {
      const box = boxes.get(payload.id)!;
      box.style.top = `${topOf(payload.startsAt)}px`;
      box.firstElementChild!.textContent = payload.startsAt.slice(11, 16);
    }
  };
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return { painted: performance.now() - from };
}
