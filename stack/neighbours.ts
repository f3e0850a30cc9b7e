import type { Server } from 'node:http';
import { join } from 'node:path';

import type { Express } from 'express';

import type { Town } from '../domain/town';
import { startIdentityProvider } from './identity/provider';
import { startInbox } from './mail/inbox';
import { createMailPages } from './mail/pages';
import { createPopulationRegisterSimulator } from './population-register';
import type { Ports } from './ports';
import type { Secrets } from './secrets';
import { startTrustAuthority, type TrustAuthority } from './trust/authority';

export const AUDIENCE = 'urn:prepiska:api';

export interface Neighbours {
  readonly trust: TrustAuthority;
  readonly issuer: string;
  close(): Promise<void>;
}

interface Options {
  readonly folder: string;
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly town: Town;
  readonly townFolder: string;
}

/** The systems that a real town has outside Prepiska: mail, identity, trust services, the population register. */
export async function startNeighbours({ folder, ports, secrets, town, townFolder }: Options): Promise<Neighbours> {
  const trust = await startTrustAuthority({ folder: join(folder, 'trust'), port: ports.trust, town });
  const inbox = await startInbox({ folder: join(folder, 'mail'), port: ports.smtp });
  const mail = await serve(createMailPages(inbox), ports.mail);
  const register = await serve(await createPopulationRegisterSimulator(townFolder), ports.populationRegister);
  const identity = await startIdentityProvider({
    port: ports.identity,
    publicUrl: `http://127.0.0.1:${ports.app}`,
    town,
    audience: AUDIENCE,
    webClientSecret: secrets.webClient,
    cookieKey: secrets.identityCookies,
    key: secrets.identityKey,
  });
  const close = async (): Promise<void> => {
    await Promise.all([identity.close(), trust.close(), inbox.close(), closeServer(mail), closeServer(register)]);
  };
  return { trust, issuer: identity.issuer, close };
}

function serve(app: Express, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, '127.0.0.1', (error) => (error ? reject(error) : resolve(server)));
  });
}

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
