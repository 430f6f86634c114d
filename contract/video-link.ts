// Where a clinic's video visits take place: an address of its own video service, with a room for each visit.
import * as z from 'zod/mini';

const roomMark = '{room}';

/** An https address with `{room}` once, e.g. `https://video.example.org/harbor/{room}`; empty = none. */
export const videoLink = z.string().check(
  z.maxLength(200),
  z.refine((text) => text === '' || isLink(text), {
    message: 'is no https address with {room} in it, e.g. https://video.example.org/{room}',
  }),
);

/** Where a visit takes place; `null` while the clinic has said no address, or the visit has no room. */
export function joinLink(template: string | null, room: string | null): string | null {
  return template === null || room === null ? null : template.replace(roomMark, room);
}

function isLink(text: string): boolean {
  const parts = text.split(roomMark);
  if (parts.length !== 2 || /\s/.test(text)) return false;
  const url = URL.parse(parts.join('room'));
  // Names and passwords in an address would reach everybody who is sent it; a room must not choose the host.
  return (
    url?.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    (parts[0] ?? '').length > url.origin.length
  );
}
