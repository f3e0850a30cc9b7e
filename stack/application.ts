import { join } from 'node:path';

import { Connection } from '@temporalio/client';

import { AUDIENCE, type Neighbours } from './neighbours';
import type { Ports } from './ports';
import { supervise, type Note, type SupervisedPart } from './processes';
import type { Secrets } from './secrets';

interface Options {
  /** The folder with `server.ts` and `worker.ts`. */
  readonly house: string;
  readonly env: NodeJS.ProcessEnv;
  readonly nodeFlags: readonly string[];
  readonly log: (name: Name) => (line: string) => void;
  readonly note: (name: Name) => Note;
  readonly closing: (() => Promise<unknown>)[];
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly neighbours: Neighbours;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly namespace: string;
}

type Name = 'worker' | 'server';

const TASK_QUEUE = 'case-files';

/** Starts Prepiska itself, the worker and the server, each a process that is started again when it dies. */
export function startApplication(options: Options) {
  const { house, env, nodeFlags, log, note, closing, ports } = options;
  const variables = environment(options);
  const start = (name: Name, isUp: (pid: number | undefined) => Promise<boolean>): SupervisedPart => {
    const part = supervise(
      {
        name,
        command: process.execPath,
        args: [...nodeFlags, join(house, 'stack/run-typescript.mjs'), join(house, `${name}.ts`)],
        env: { ...env, ...variables },
        cwd: house,
        log: log(name),
        isUp: () => isUp(part.pid()),
        ipc: true,
      },
      note(name),
    );
    closing.push(part.stop);
    return part;
  };
  const home = `http://127.0.0.1:${ports.app}`;
  const parts = {
    worker: start('worker', () => hasPollers(options)),
    server: start('server', async (pid) => {
      const health = (await (await fetch(`${home}/health`)).json()) as { pid?: number };
      // Another stack may hold our port: what answers must be the process that we started.
      return health.pid === pid;
    }),
  };
  return {
    parts,
    urls: { home: `${home}/`, office: `${home}/office`, api: `${home}/api`, apiDocs: `${home}/api/docs/` },
    whenUp: () => Promise.all([parts.server.whenUp(), parts.worker.whenUp()]),
  };
}

/** Exactly what `config.ts` reads. */
function environment(options: Options): Record<string, string> {
  const { ports, secrets, neighbours, databaseUrl, temporalAddress, namespace } = options;
  return {
    PUBLIC_URL: `http://127.0.0.1:${ports.app}`,
    PORT: String(ports.app),
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: namespace,
    TEMPORAL_TASK_QUEUE: TASK_QUEUE,
    TEMPORAL_CODEC_KEY: secrets.codecKey,
    OIDC_ISSUER: neighbours.issuer,
    OIDC_AUDIENCE: AUDIENCE,
    OIDC_WEB_CLIENT_SECRET: secrets.webClient,
    COOKIE_KEY: secrets.cookieKey,
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    POPULATION_REGISTER_URL: `http://127.0.0.1:${ports.populationRegister}`,
    TIME_STAMP_URL: `${neighbours.trust.url}/tsa`,
    SEAL_FILE: neighbours.trust.sealFile,
    SEAL_PASSWORD: 'demo',
    REVOCATION_PRIVATE_HOSTS: `127.0.0.1:${ports.trust}`,
    DEMO_CERTIFICATES_URL: `${neighbours.trust.url}/citizens`,
    TZ: 'UTC',
  };
}

/** The worker serves when Temporal sees it polling. */
async function hasPollers({ temporalAddress, namespace }: Options): Promise<boolean> {
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const { pollers } = await connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: TASK_QUEUE },
      taskQueueType: 1,
    });
    const recently = Date.now() / 1000 - 5;
    return (pollers ?? []).some(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) > recently);
  } finally {
    await connection.close();
  }
}
