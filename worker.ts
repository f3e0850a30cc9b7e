import { readFile } from 'node:fs/promises';

import { Client } from '@temporalio/client';
import { NativeConnection, Runtime, Worker, makeTelemetryFilterString } from '@temporalio/worker';

import { createActivities } from './activities';
import { createCaseFileWorkflows } from './activities/clients/case-file-workflows';
import { createMailer } from './activities/clients/mailer';
import { createPopulationRegister } from './activities/clients/population-register';
import { createRevocationClient } from './activities/clients/revocation';
import { createTimeStampClient } from './activities/clients/time-stamp';
import type { ActivityDeps } from './activities/deps';
import { createVerifier } from './activities/verifier/verifier';
import { DomainFailureInterceptor } from './activities/failures';
import { readTown } from './catalogue/town';
import { publishServices } from './catalogue/publish-services';
import type { PublishedBundle } from './catalogue/publish';
import { loadConfig, type Config } from './config';
import { connect } from './db/connection';
import { migrateToLatest } from './db/migrate';
import { createRepositories } from './db/repositories';
import type { Outcome } from './domain/receipt';
import type { Town } from './domain/town';
import { createLogger, onShutdown } from './process';
import type { Report } from './signature/report';
import { signerFromPkcs12 } from './signature/creation/signer';
import { createDataConverter } from './temporal';
import { bundleWorkflowsApart } from './workflow-bundle';

/** Wires and starts the worker: workflows and every side effect. */
async function main(config: Config): Promise<void> {
  const logger = createLogger(config, 'worker');
  Runtime.install({
    shutdownSignals: [],
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
  });
  const db = connect(config.databaseUrl);
  await migrateToLatest(db);
  const repositories = createRepositories<PublishedBundle, Report, Outcome>(db);
  const town = await readTown(config.townFolder);
  await publishServices(config.servicesFolder, town.calendar, repositories.catalogue, (line) => logger.warn(line));
  const { worker: limits, address, namespace, taskQueue } = config.temporal;
  const dataConverter = createDataConverter(config);
  const [connection, workflowBundle] = await Promise.all([
    // Payloads are encrypted: what cannot be compressed need not be tried.
    NativeConnection.connect({ address, grpcCompression: { codec: 'none' } }),
    bundleWorkflowsApart(),
  ]);
  const client = new Client({ connection, namespace, dataConverter });
  const deps = await createDeps(config, town, repositories, client);
  const worker = await Worker.create({
    ...limits,
    connection,
    namespace,
    taskQueue,
    workflowBundle,
    activities: createActivities(deps),
    dataConverter,
    interceptors: { activity: [() => ({ inbound: new DomainFailureInterceptor() })] },
  });
  onShutdown(logger, async () => {
    worker.shutdown();
  });
  logger.info({ taskQueue }, 'worker is up');
  process.send?.('up');
  await worker.run();
  await deps.verifier.close();
  await connection.close();
  await db.destroy();
}

async function createDeps(
  config: Config,
  town: Town,
  repositories: ActivityDeps['repositories'],
  client: Client,
): Promise<ActivityDeps> {
  return {
    repositories,
    town,
    publicUrl: config.publicUrl,
    caseFileWorkflows: createCaseFileWorkflows(client, config.temporal.taskQueue),
    seal: signerFromPkcs12(await readFile(config.seal.file), config.seal.password),
    timeStamp: createTimeStampClient({ url: config.timeStampUrl }),
    mailer: createMailer(config.mail),
    populationRegister: createPopulationRegister({ url: config.populationRegisterUrl }),
    verifier: createVerifier(),
    revocation: createRevocationClient({ privateHosts: config.revocationPrivateHosts }),
  };
}

await main(loadConfig());
