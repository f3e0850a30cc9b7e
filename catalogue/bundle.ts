import { lstat, readFile, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

import { DomainError } from '../domain/errors';

/** A service as it lies on disk: paths with forward slashes, and bytes. Nothing in it is believed yet. */
export type Bundle = ReadonlyMap<string, Uint8Array>;

const MAX_FILES = 200;
const MAX_BYTES = 5 * 1024 * 1024;

/** Reads a bundle's folder. Links, hidden files and too much of anything are refused: a bundle comes from outside. */
export async function readBundle(folder: string): Promise<Bundle> {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => !isHidden(path)).sort();
  const bundle = new Map<string, Uint8Array>();
  let bytes = 0;
  for (const path of paths) {
    const file = join(folder, path);
    const status = await lstat(file);
    if (status.isDirectory()) continue;
    if (!status.isFile()) throw invalid(`${path} is no ordinary file`);
    bytes += status.size;
    if (bytes > MAX_BYTES || bundle.size >= MAX_FILES)
      throw invalid(`more than ${MAX_FILES} files or ${MAX_BYTES} bytes`);
    bundle.set(relative(folder, file).split(sep).join('/'), await readFile(file));
  }
  return bundle;
}

const isHidden = (path: string): boolean => path.split(sep).some((part) => part.startsWith('.'));

const invalid = (reason: string) => new DomainError('SERVICE_INVALID', `The bundle cannot be read: ${reason}`);
