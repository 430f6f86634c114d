import { existsSync } from 'node:fs';

const usual = '/usr/bin/chromium';
const places = [
  usual,
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser of the system, since nothing is downloaded; where there is none, the launch fails on the usual place. */
export function chromiumPath(): string {
  const named = process.env['CHROME_BIN'];
  return [named, ...places].find((path) => path && existsSync(path)) ?? usual;
}
