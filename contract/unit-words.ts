// Units of measure as people read them; what is kept and compared is UCUM as it was sent.

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `mL/min/{1.73_m2}` → `mL/min/1.73 m²`, `10*3/uL` → `10³/µL`; what is no UCUM stays as it is. */
export function unitWords(unit: string): string {
  return unit
    .replaceAll(/(?<=[\w%])\{/g, ' {')
    .replaceAll(/\{([^}]*)\}/g, (_, words: string) => words.replaceAll('_', ' '))
    .replaceAll(/\b10\*(\d+)/g, (_, power: string) => `10${raise(power)}`)
    .replaceAll(/\b([cdm]?m)([23])\b/g, (_, base: string, power: string) => base + raise(power))
    .replaceAll(/\bu(?=(g|L|mol|m)\b)/g, 'µ')
    .replaceAll('[iU]', 'IU')
    .replaceAll(/\[(IU|Hg)\]/g, '$1');
}

function raise(digits: string): string {
  return digits.replaceAll(/\d/g, (digit) => raised.charAt(Number(digit)));
}
