import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../ids.ts';

/** A file that appears whole or not at all, and outlives a crash once this has answered. */
export async function writeWhole(
  folder: string,
  name: string,
  content: string | Uint8Array,
): Promise<void> {
  const fresh = join(folder, `.${newId()}.tmp`);
  try {
    const file = await open(fresh, 'wx', 0o660);
    try {
      await file.appendFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, join(folder, name));
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
  const handle = await open(folder, 'r');
  try {
    // Without it the rename may be undone by a power cut.
    await handle.sync();
  } finally {
    await handle.close();
  }
}
