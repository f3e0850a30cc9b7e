import type { DatabaseServer } from '../postgres';
import type { Ports } from '../ports';
import { supervise, type Note, type SupervisedPart } from '../processes';
import { writeTemporalConfig } from './config';
import { findTemporal } from './find-server';
import { ensureNamespace } from './namespace';
import { setUpTemporalSchema } from './schema';

interface Options {
  /** The data folder. */
  readonly path: string;
  readonly ports: Ports;
  readonly database: DatabaseServer;
  readonly namespace: string;
  readonly report: (line: string) => void;
  readonly log: (line: string) => void;
  readonly note: Note;
}

/** A real Temporal server that keeps its data beside ours, in the same PostgreSQL. */
export async function startTemporalServer({
  path,
  ports,
  database,
  namespace,
  report,
  log,
  note,
}: Options): Promise<SupervisedPart> {
  const binaries = await findTemporal(report);
  await setUpTemporalSchema(binaries.sql, database);
  const config = await writeTemporalConfig(path, ports, database);
  return supervise(
    {
      name: 'temporal',
      command: binaries.server,
      args: ['--config-file', config, '--allow-no-auth', 'start'],
      env: { ...process.env, GOMEMLIMIT: '350MiB' },
      cwd: path,
      log,
      isUp: () => ensureNamespace(`127.0.0.1:${ports.temporal}`, namespace).then(() => true),
      ipc: false,
    },
    note,
  );
}
