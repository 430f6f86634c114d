import { defineConfig } from '@playwright/test';
import { journeyPort } from './e2e/support/ports.ts';
import { chromiumPath } from './e2e/support/chromium.ts';

export default defineConfig({
  testDir: 'e2e/journeys',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${journeyPort}`,
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: chromiumPath() },
    screenshot: 'only-on-failure',
    timezoneId: 'America/New_York',
  },
  webServer: {
    command: 'node e2e/support/serve.ts',
    url: `http://127.0.0.1:${journeyPort}/readyz`,
    timeout: 120_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    stdout: 'pipe',
  },
});
