/** `(617) 555-0123` within North America, as it is written in E.164 elsewhere. */
export function phoneWords(phone: string): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone);
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : phone;
}
