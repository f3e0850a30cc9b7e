import express from 'express';
import { pinoHttp } from 'pino-http';

import { createApi } from './api/api';
import { createTokenCheck } from './api/authenticate';
import { createCaseFileWorkflows } from './api/workflows';
import { readTown } from './catalogue/town';
import type { PublishedBundle } from './catalogue/publish';
import { loadConfig, type Config } from './config';
import { connect } from './db/connection';
import { migrateToLatest } from './db/migrate';
import { createRepositories } from './db/repositories';
import type { Outcome } from './domain/receipt';
import { createLogger, onShutdown } from './process';
import { connectTemporal } from './temporal';
import { createWeb } from './web/web';

/** Wires and starts the API and the pages, on one port. */
async function main(config: Config): Promise<void> {
  const logger = createLogger(config, 'server');
  const db = connect(config.databaseUrl);
  await migrateToLatest(db);
  const town = await readTown(config.townFolder);
  const temporal = await connectTemporal(config);
  const { issuer, audience } = config.signIn;

  const app = express();
  app.disable('x-powered-by');
  // What no handler caught must not show its stack.
  app.set('env', 'production');
  app.set('trust proxy', 'loopback');
  app.use(pinoHttp({ logger, autoLogging: { ignore: () => config.logLevel !== 'debug' } }));
  app.get('/health', (_req, res) => {
    res.json({ ok: true, pid: process.pid });
  });
  app.use(
    '/api',
    createApi({
      repositories: createRepositories<PublishedBundle, unknown, Outcome>(db),
      town,
      workflows: createCaseFileWorkflows(temporal, config.temporal.taskQueue),
      checkToken: createTokenCheck({ issuer, audience, jwksUri: await findJwksUri(issuer) }),
      publicUrl: config.publicUrl,
    }),
  );
  app.use(
    createWeb({
      apiUrl: `http://127.0.0.1:${config.port}/api`,
      publicUrl: config.publicUrl,
      signIn: { issuer, audience, clientId: config.signIn.webClientId, clientSecret: config.signIn.webClientSecret },
      cookieKey: config.signIn.cookieKey,
      demoCertificatesUrl: config.demoCertificatesUrl,
      secure: config.publicUrl.startsWith('https:'),
    }),
  );

  const server = app.listen(config.port, config.host, (error) => {
    // express 5 hands a taken port to this callback instead of throwing.
    if (error) throw error;
    logger.info({ port: config.port }, 'server is up');
  });
  onShutdown(logger, async () => {
    await new Promise((resolve) => server.close(resolve));
    await temporal.connection.close();
    await db.destroy();
  });
}

/** OpenID Connect Discovery 1.0, section 4. */
async function findJwksUri(issuer: string): Promise<string> {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`);
  const { jwks_uri } = (await response.json()) as { jwks_uri: string };
  return jwks_uri;
}

await main(loadConfig());
