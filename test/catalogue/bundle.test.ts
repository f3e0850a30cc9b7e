import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readBundle } from '../../catalogue/bundle';
import { publishServices } from '../../catalogue/publish-services';
import { OFFICIAL_CALENDAR } from '../../domain/calendar';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-'));
});

afterEach(() => rm(folder, { recursive: true }));

test('reads every file below the folder by its path, without hidden ones', async () => {
  await mkdir(join(folder, 'letters'));
  await mkdir(join(folder, '.git'));
  await writeFile(join(folder, 'letters', 'permit.yaml'), 'ж');
  await writeFile(join(folder, 'form.json'), '{}');
  await writeFile(join(folder, '.git', 'config'), 'secret');
  await writeFile(join(folder, '.env'), 'secret');
  const bundle = await readBundle(folder);
  expect([...bundle.keys()]).toEqual(['form.json', 'letters/permit.yaml']);
  expect(new TextDecoder().decode(bundle.get('letters/permit.yaml'))).toBe('ж');
});

test('a link that leads out of the folder is refused', async () => {
  await symlink('/etc/hostname', join(folder, 'form.json'));
  await expect(readBundle(folder)).rejects.toMatchObject({ code: 'SERVICE_INVALID' });
});

test('too many bytes are refused', async () => {
  await writeFile(join(folder, 'big.json'), Buffer.alloc(6 * 1024 * 1024));
  await expect(readBundle(folder)).rejects.toMatchObject({ code: 'SERVICE_INVALID' });
});

test('too many files are refused', async () => {
  await Promise.all(Array.from({ length: 201 }, (_, index) => writeFile(join(folder, `${index}.txt`), '')));
  await expect(readBundle(folder)).rejects.toMatchObject({ code: 'SERVICE_INVALID' });
});

test('one bad service is named and left out; the others are published', async () => {
  await cp('services/2128', join(folder, 'good'), { recursive: true });
  await cp('services/2016', join(folder, 'bad'), { recursive: true });
  await rm(join(folder, 'bad', 'form.json'));
  const shelf: string[] = [];
  const lines: string[] = [];
  await publishServices(folder, OFFICIAL_CALENDAR, { publish: async (id) => void shelf.push(id) }, (line) =>
    lines.push(line),
  );
  expect(shelf).toEqual(['2128']);
  expect(lines).toEqual([expect.stringMatching(/^bad: form\.json .*missing.*\(file-present\)$/)]);
});
