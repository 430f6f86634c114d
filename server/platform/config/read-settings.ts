import { readFileSync } from 'node:fs';
import { StartRefused } from '../start-refused.ts';
import { settings, type Setting, type SettingName, type SettingValues } from './settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const names = Object.keys(settings) as SettingName[];

/** The environment's texts by setting, secrets from their files where given. */
export function readTexts(env: Environment): Map<SettingName, string> {
  return new Map(
    names.flatMap((name) => {
      const text = readText(env, name, settings[name]);
      return text === '' ? [] : [[name, text]];
    }),
  );
}

export function parseSettings(texts: ReadonlyMap<SettingName, string>): SettingValues {
  const values = names.map((name) => [name, parse(name, settings[name], texts.get(name))] as const);
  return Object.fromEntries(values) as SettingValues;
}

function readText(env: Environment, name: SettingName, setting: Setting): string {
  const given = env[name]?.trim() ?? '';
  const file = setting.secret ? (env[`${name}_FILE`]?.trim() ?? '') : '';
  if (file === '') return given;
  if (given !== '')
    throw new StartRefused(`Both ${name} and ${name}_FILE are set: keep one of them.`);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new StartRefused(`${name}_FILE names ${file}, which cannot be read.`, { cause: error });
  }
}

function parse(name: SettingName, setting: Setting, text: string | undefined): unknown {
  const given = text ?? setting.standard;
  if (given === '' && setting.schema.safeParse(undefined).success) return undefined;
  const parsed = setting.schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const shown = setting.secret ? '' : `, not "${given}"`;
  throw new StartRefused(`${name} must be ${setting.form}${shown}.`);
}
