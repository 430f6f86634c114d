import { readSettings, type Environment } from './read-settings.ts';
import { settings, type Setting, type SettingName } from './settings.ts';

/** The table of `--print-config`: every setting, its value (secrets masked), what it is for. */
export function printConfig(env: Environment): string {
  const { given } = readSettings(env);
  const width = Math.max(...Object.keys(settings).map((name) => name.length));
  const lines = (Object.keys(settings) as SettingName[]).map((name) => {
    const setting: Setting = settings[name];
    return `${name.padEnd(width)}  ${shownValue(setting, given.get(name)).padEnd(24)}  ${setting.about}`;
  });
  return `${lines.join('\n')}\n`;
}

function shownValue(setting: Setting, given: string | undefined): string {
  if (given === undefined) return setting.standard === '' ? '-' : `${setting.standard} (default)`;
  return setting.secret ? '********' : given;
}
