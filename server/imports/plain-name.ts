/** Names are the same whatever their case and blanks. */
export function plain(name: string): string {
  return name.trim().toLowerCase().replaceAll(/\s+/g, ' ');
}
