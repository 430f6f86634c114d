// A pointer from its press to its release; only a real movement counts as a drag, and Escape takes it back.
const slackPixels = 5;

export interface PointerStory {
  moved: (event: PointerEvent) => void;
  dropped: () => void;
  /** It ended without a drop; `wasDrag` is false when it had never moved. */
  ended: (wasDrag: boolean) => void;
}

export function followPointer(press: PointerEvent, story: PointerStory): () => void {
  let isDrag = false;
  const listening = new AbortController();
  const { signal } = listening;
  const end = (): void => {
    listening.abort();
    story.ended(isDrag);
  };
  const move = (event: PointerEvent): void => {
    const away = Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY);
    isDrag ||= away > slackPixels;
    if (isDrag) story.moved(event);
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    end();
  };
  document.addEventListener('pointermove', move, { signal });
  document.addEventListener(
    'pointerup',
    () => {
      if (isDrag) story.dropped();
      end();
    },
    { signal },
  );
  document.addEventListener('pointercancel', end, { signal });
  document.addEventListener('keydown', key, { signal, capture: true });
  return end;
}
