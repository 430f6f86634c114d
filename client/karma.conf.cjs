const { existsSync } = require('node:fs');

const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
process.env.CHROME_BIN ??= known.find((path) => existsSync(path));

module.exports = (config) => {
  config.set({
    frameworks: ['jasmine'],
    plugins: [
      require('karma-jasmine'),
      require('karma-chrome-launcher'),
      require('karma-coverage'),
    ],
    browsers: ['ChromeHeadlessUnboxed'],
    customLaunchers: {
      // Chromium's own sandbox does not start for root, which is who runs in a container.
      ChromeHeadlessUnboxed: {
        base: 'ChromeHeadless',
        flags: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
      },
    },
    client: { jasmine: { random: true } },
    reporters: ['dots'],
    restartOnFileChange: true,
  });
};
