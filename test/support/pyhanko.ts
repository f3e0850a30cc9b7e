import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { mustRun, runTool } from './tool';

const VERSION = '0.38.0';
const JUDGE = join(__dirname, 'pyhanko-judge.py');

/** A Python with pyHanko in it: made once for this machine; two runs at the same moment do not break each other. */
export async function pyhankoPython(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const cache = join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'prepiska');
  const folder = join(cache, `pyhanko-${VERSION}`);
  const python = join(folder, 'bin', 'python');
  if (await isUsable(python)) return python;
  await mkdir(cache, { recursive: true });
  const making = await mkdtemp(`${folder}.making-`);
  try {
    await makeEnvironment(making);
    if (!(await isUsable(python))) await rm(folder, { recursive: true, force: true });
    // Another run may have been first: then its environment is as good.
    await rename(making, folder).catch(() => undefined);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  if (!(await isUsable(python))) throw new Error(`pyHanko was installed in ${folder} and cannot be loaded`);
  return python;
}

/** Asked by loading it: an environment does not outlive the Python it was made with. */
const isUsable = async (python: string): Promise<boolean> =>
  runTool(python, ['-c', 'import pyhanko.sign.validation']).then(
    ({ ok }) => ok,
    () => false,
  );

async function makeEnvironment(folder: string): Promise<void> {
  try {
    await mustRun('python3', ['-m', 'venv', folder]);
  } catch (cause) {
    throw new Error(
      'The tests ask pyHanko, which needs Python 3.10 or newer with its module venv. On Debian: apt-get install python3 python3-venv',
      { cause },
    );
  }
  // Not bin/pip: it names the folder that this one is renamed from.
  await mustRun(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', `pyhanko==${VERSION}`]);
}

export interface PyhankoVerdict {
  readonly accepted: boolean;
  readonly error?: string;
  readonly intact?: boolean;
  readonly valid?: boolean;
  readonly trusted?: boolean;
  readonly revoked?: boolean;
  /** Null where there is none. */
  readonly timeStamp?: boolean | null;
  /** Of a PDF. */
  readonly coverage?: string;
}

/** `root` and `crls` are DER files; `content` is what a detached signature stands over. */
export async function askPyhanko(
  python: string,
  file: string,
  { root, crls, content }: { root: string; crls: readonly string[]; content?: string | undefined },
): Promise<PyhankoVerdict> {
  const lists = crls.flatMap((crl) => ['--crl', crl]);
  const beside = content === undefined ? [] : ['--content', content];
  return JSON.parse(await mustRun(python, [JUDGE, file, '--root', root, ...lists, ...beside])) as PyhankoVerdict;
}
