import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openDataFolder } from '../../stack/data-folder';

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'prepiska-folder-')), 'data');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

const open = (reset = false) => openDataFolder(folder, { reset, report: () => undefined });
/** No process has this number. */
const DEAD = '4194305';

it.each([
  ['a new folder', undefined],
  ['one that a killed stack left locked', DEAD],
  ['one that a killed stack with our number left locked', `${process.pid} 1`],
])('gives %s to one of many starts at the same moment', async (_what, lock) => {
  await mkdir(join(folder, 'owner'), { recursive: true });
  if (lock) await symlink(lock, join(folder, 'owner', '7'));

  const starts = await Promise.allSettled(Array.from({ length: 12 }, () => open()));

  expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(open()).rejects.toThrow(/belongs to a running stack/);
  expect(await readdir(folder)).toEqual(['owner']);
  expect(await readdir(join(folder, 'owner'))).toEqual([lock ? '8' : '1']);
});

it('is free again once it was released', async () => {
  await (await open()).release();

  await expect(open()).resolves.toMatchObject({ path: folder });
});

it('begins anew in a folder of its own, and leaves a stranger’s alone', async () => {
  await mkdir(folder);
  await writeFile(join(folder, 'letters.txt'), 'mine');
  await expect(open(true)).rejects.toThrow(/is not reset/);
  expect(await readdir(folder)).toEqual(['letters.txt']);

  await writeFile(join(folder, 'ports.json'), '{}');
  await open(true);

  expect(await readdir(folder)).toEqual(['owner']);
});
