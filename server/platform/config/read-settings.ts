import { readFileSync } from 'node:fs';
import { settings, type Setting, type SettingName, type SettingValues } from './settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ReadSettings {
  /** The texts of those that the environment sets; secrets from their files. */
  given: ReadonlyMap<SettingName, string>;
  /** Where a text is wrong, the standard stands in. */
  values: SettingValues;
  /** A sentence for each that is wrong: an operator hears of all of them at once. */
  faults: readonly string[];
}

interface ReadText {
  text: string;
  fault?: string;
}

const names = Object.keys(settings) as SettingName[];

export function readSettings(env: Environment): ReadSettings {
  const given = new Map<SettingName, string>();
  const faults: string[] = [];
  const values = names.map((name) => {
    const setting: Setting = settings[name];
    const { text, fault } = readText(env, name, setting);
    if (text !== '' || fault !== undefined) given.set(name, text);
    const value = parse(setting, text === '' ? setting.standard : text);
    const wrong = fault ?? (value ? undefined : misfit(name, setting, text));
    if (wrong !== undefined) faults.push(wrong);
    return [name, (value ?? parse(setting, setting.standard))?.parsed] as const;
  });
  return { given, values: Object.fromEntries(values) as SettingValues, faults };
}

function readText(env: Environment, name: SettingName, setting: Setting): ReadText {
  const text = env[name]?.trim() ?? '';
  const file = setting.secret ? (env[`${name}_FILE`]?.trim() ?? '') : '';
  if (file === '') return { text };
  if (text !== '')
    return { text: '', fault: `Both ${name} and ${name}_FILE are set: keep one of them.` };
  try {
    return { text: readFileSync(file, 'utf8').trim() };
  } catch {
    // Whatever keeps the file from being read, the operator must look at it.
    return { text: '', fault: `${name}_FILE names ${file}, which cannot be read.` };
  }
}

function parse(setting: Setting, text: string): { parsed: unknown } | null {
  if (text === '' && setting.schema.safeParse(undefined).success) return { parsed: undefined };
  const { success, data } = setting.schema.safeParse(text);
  return success ? { parsed: data } : null;
}

function misfit(name: SettingName, setting: Setting, text: string): string {
  const shown = setting.secret ? '' : `, not "${text}"`;
  return `${name} must be ${setting.form}${shown}.`;
}
