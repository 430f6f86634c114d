// Content lines as RFC 5545 has them (3.1, 3.3.11): escaped, folded, ended with CRLF.

const mostOctets = 75;
const encoder = new TextEncoder();

/** A text value: what has a meaning in the format is escaped, what cannot stand in a line is left out. */
export function escapedText(text: string): string {
  return (
    text
      .replace(/\r\n?|\n/g, '\n')
      // eslint-disable-next-line no-control-regex -- the format allows no other control character
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .toWellFormed()
      .replace(/[\\;,]/g, '\\$&')
      .replaceAll('\n', '\\n')
  );
}

/** One line of at most 75 octets after another; no character is torn. */
export function foldedLine(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const length = encoder.encode(character).length;
    if (octets + length > mostOctets) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += length;
  }
  return `${folded}\r\n`;
}
