import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { stringify } from 'yaml';

import type { Ports } from '../ports';
import type { DatabaseServer } from '../postgres';

/** Fixed for the life of the database; enough for one machine. */
const SHARDS = 4;

/** Writes the server's configuration into the data folder and answers its path. */
export async function writeTemporalConfig(folder: string, ports: Ports, database: DatabaseServer): Promise<string> {
  const dynamic = join(folder, 'temporal-dynamic.yaml');
  await writeFile(
    dynamic,
    stringify(Object.fromEntries(Object.entries(DYNAMIC).map(([key, value]) => [key, [{ value }]]))),
  );
  const file = join(folder, 'temporal-server.yaml');
  await writeFile(file, stringify(configuration(ports, database, dynamic)), { mode: 0o600 });
  return file;
}

/** One partition a queue, small caches, activities handed to the worker that asked for them: one town on one machine. */
const DYNAMIC = {
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
  'system.enableActivityEagerExecution': true,
  'history.cacheSizeBasedLimit': true,
  'history.hostLevelCacheMaxSizeBytes': 67_108_864,
  'history.cacheTTL': '10m',
};

function configuration(ports: Ports, database: DatabaseServer, dynamic: string) {
  const store = (databaseName: string) => ({
    sql: {
      pluginName: 'postgres12_pgx',
      databaseName,
      connectAddr: `${database.host}:${database.port}`,
      connectProtocol: 'tcp',
      user: database.user,
      password: database.password,
      maxConns: 20,
      maxIdleConns: 20,
    },
  });
  const service = (grpcPort: number, membershipPort: number, more = {}) => ({
    rpc: { grpcPort, membershipPort, bindOnLocalHost: true, ...more },
  });
  return {
    log: { stdout: true, level: 'error' },
    persistence: {
      defaultStore: 'default',
      visibilityStore: 'visibility',
      numHistoryShards: SHARDS,
      datastores: { default: store('temporal'), visibility: store('temporal_visibility') },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: {
      frontend: service(ports.temporal, ports.membershipFrontend, { httpPort: ports.temporalHttp }),
      history: service(ports.temporalHistory, ports.membershipHistory),
      matching: service(ports.temporalMatching, ports.membershipMatching),
      worker: service(ports.temporalWorker, ports.membershipWorker),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${ports.temporal}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    archival: { history: { state: 'disabled' }, visibility: { state: 'disabled' } },
    namespaceDefaults: { archival: { history: { state: 'disabled' }, visibility: { state: 'disabled' } } },
    dynamicConfigClient: { filepath: dynamic, pollInterval: '10s' },
  };
}
