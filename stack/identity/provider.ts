import type { Server } from 'node:http';

import express from 'express';
import Provider, { type Configuration } from 'oidc-provider';

import type { Person, Town } from '../../domain/town';
import { signInPage } from './page';

export interface IdentityOptions {
  readonly port: number;
  readonly publicUrl: string;
  readonly town: Town;
  readonly audience: string;
  readonly webClientSecret: string;
  readonly cookieKey: string;
  readonly key: JsonWebKey;
}

export interface IdentityProvider {
  readonly issuer: string;
  close(): Promise<void>;
}

const HOUR = 3_600;

/** An OpenID provider for the demonstration: anybody may be anybody of the town, and the page says so. */
export async function startIdentityProvider(options: IdentityOptions): Promise<IdentityProvider> {
  const issuer = `http://127.0.0.1:${options.port}`;
  const provider = new Provider(issuer, configuration(options));
  const people = new Map(options.town.people.map((person) => [person.id, person]));
  const app = express();
  app.disable('x-powered-by');

  app.get('/interaction/:uid', async (req, res) => {
    const { uid } = await provider.interactionDetails(req, res);
    res.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; form-action *");
    res.send(signInPage(uid, options.town));
  });
  app.post('/interaction/:uid', express.urlencoded({ extended: false }), async (req, res) => {
    const person = people.get(String(req.body?.person));
    if (!person) return void res.redirect(`/interaction/${encodeURIComponent(req.params.uid)}`);
    await provider.interactionFinished(req, res, { login: { accountId: person.id } });
  });
  app.use(provider.callback());

  const server = await new Promise<Server>((resolve, reject) => {
    const listening = app.listen(options.port, '127.0.0.1', (error) => (error ? reject(error) : resolve(listening)));
  });
  return {
    issuer,
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}

function configuration({ publicUrl, town, audience, webClientSecret, cookieKey, key }: IdentityOptions): Configuration {
  const people = new Map(town.people.map((person) => [person.id, person]));
  const common = { grant_types: ['authorization_code'], response_types: ['code'] as const };
  return {
    clients: [
      {
        ...common,
        client_id: 'prepiska-web',
        client_secret: webClientSecret,
        redirect_uris: [`${publicUrl}/sign-in/callback`],
        post_logout_redirect_uris: [`${publicUrl}/`],
        response_types: ['code'],
      },
      {
        ...common,
        client_id: 'prepiska-cli',
        token_endpoint_auth_method: 'none',
        redirect_uris: ['http://127.0.0.1/callback'],
        response_types: ['code'],
      },
    ],
    jwks: { keys: [key as never] },
    cookies: { keys: [cookieKey] },
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    ttl: { AccessToken: 8 * HOUR, IdToken: HOUR, Session: 8 * HOUR, Grant: 8 * HOUR, Interaction: HOUR },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, id) => {
      const person = people.get(id);
      return person && { accountId: id, claims: () => claimsOf(person) };
    },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: '', audience, accessTokenFormat: 'jwt', accessTokenTTL: 8 * HOUR }),
      },
    },
    // Everybody here is invented: nobody is asked for consent.
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({
        clientId: client?.clientId ?? '',
        accountId: session?.accountId ?? '',
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  };
}

const claimsOf = ({ id, name, email }: Person) => ({ sub: id, name: name.bg, email });
