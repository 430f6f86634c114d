/**
 * In a page: forty rows of a list as bare elements, moved and filled anew as somebody scrolls, with a change to one of
 * them twenty times a second. Answers how long it took until they were painted.
 */
export async function showBareRows(list: string): Promise<{ painted: number }> {
  const from = performance.now();
  const rowSize = 36;
  const pooled = 40;
  const { items } = (await (await fetch(list)).json()) as {
    items: { patient: { family: string; given: string; mrn: string }; about: string }[];
  };
  document.body.replaceChildren();
  const viewport = document.createElement('div');
  viewport.id = 'rows';
  viewport.style.cssText = 'position: relative; height: 700px; overflow: auto';
  const whole = document.createElement('div');
  whole.style.height = `${50_000 * rowSize}px`;
  viewport.append(whole);
  const rows = Array.from({ length: pooled }, () => {
    const row = document.createElement('div');
    row.style.cssText = `position: absolute; top: 0; display: grid; width: 100%; height: ${rowSize}px;
      grid-template-columns: 40px 1fr 2fr 2fr 1fr 1fr 1fr 1fr 1fr`;
    for (let cell = 0; cell < 9; cell++) row.append(document.createElement('span'));
    viewport.append(row);
    return row;
  });
  let changes = 0;
  const fill = (): void => {
    const first = Math.floor(viewport.scrollTop / rowSize);
    rows.forEach((row, at) => {
      const index = first + at;
      const item = items[index % items.length]!;
      row.style.transform = `translateY(${index * rowSize}px)`;
      const words = [item.patient.family, item.patient.given, item.patient.mrn, item.about];
      Array.from(row.children).forEach((cell, column) => {
        cell.textContent = column === 8 ? String(changes) : (words[column % words.length] ?? '');
      });
    });
  };
  viewport.addEventListener('scroll', fill);
  setInterval(() => {
    changes += 1;
    requestAnimationFrame(fill);
  }, 50);
  document.body.append(viewport);
  fill();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return { painted: performance.now() - from };
}
