import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findTemporal } from '../../stack/temporal/find-server';

/** Stands in for the Go compiler, which takes minutes: it notes that it was called and leaves a program behind. */
const GO = `#!/bin/sh
[ "$1" = version ] && exit 0
for what in "$@"; do :; done
echo "$what" >> "$CALLS"
sleep 1
program="$GOBIN/$(basename "\${what%@*}")"
printf '#!/bin/sh\\n' > "$program" && chmod +x "$program"
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prepiska-find-'));
  // No release can be reached, wherever the test runs.
  jest.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('no network'));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

it('builds the server once for two starts at the same moment, and never again', async () => {
  const tools = join(folder, 'tools');
  await mkdir(tools);
  await writeFile(join(tools, 'go'), GO);
  await chmod(join(tools, 'go'), 0o755);
  const calls = join(folder, 'calls');
  const env = { PATH: `${tools}:${process.env.PATH}`, CALLS: calls, XDG_CACHE_HOME: join(folder, 'cache') };
  const said: string[] = [];
  const find = () => findTemporal((line) => said.push(line), env);

  const [one, other] = await Promise.all([find(), find()]);
  const later = await find();

  expect(other).toEqual(one);
  expect(later).toEqual(one);
  expect((await readFile(calls, 'utf8')).trim().split('\n')).toHaveLength(2);
  expect(said).toContainEqual(expect.stringContaining('about five minutes'));
  expect(said).toContainEqual(expect.stringContaining('another start is getting'));
});

it('names every way that was tried when there is none', async () => {
  const env = { PATH: folder, XDG_CACHE_HOME: folder };

  await expect(findTemporal(() => undefined, env)).rejects.toThrow(
    /our cache .*: empty\n.*release archive: no network\n.*go install: Go is not installed\n.*TEMPORAL_SERVER_PATH/s,
  );
});
