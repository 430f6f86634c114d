// How old somebody is on a local day. Who was born on 29 February has their birthday on 1 March in other years.

/** Full years; both dates are local, e.g. `2008-02-29`. */
export function ageOn(birthOn: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birthOn.slice(0, 4));
  return on.slice(5) < birthOn.slice(5) ? years - 1 : years;
}
