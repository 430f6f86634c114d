import { existsSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser of the system: nothing is downloaded. */
export function chromiumPath(): string {
  const found = [process.env['CHROME_BIN'], ...places].find((path) => path && existsSync(path));
  if (!found) throw new Error('No Chromium was found; install it or set CHROME_BIN.');
  return found;
}
