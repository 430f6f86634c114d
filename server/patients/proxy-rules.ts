// Birthdays by which rights change.

/** The day on which somebody becomes that old; who was born on 29 February, on 1 March of a common year. */
export function birthdayOn(birthOn: string, age: number): string {
  const year = Number(birthOn.slice(0, 4)) + age;
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  const day = birthOn.slice(5);
  return `${String(year)}-${day === '02-29' && !isLeap ? '03-01' : day}`;
}
