import { Router } from 'express';
import * as client from 'openid-client';

import { createApi, type Me } from './api';
import type { Sessions } from './session';
import type { WebOptions } from './web';

/** OpenID Connect code flow with PKCE, state and nonce. */
export function signInRoutes(sessions: Sessions, { signIn, publicUrl, apiUrl }: WebOptions): Router {
  const router = Router();
  const redirectUri = `${publicUrl}/sign-in/callback`;
  let discovered: Promise<client.Configuration> | undefined;
  const configuration = () =>
    (discovered ??= discover(signIn).catch((error: unknown) => {
      discovered = undefined;
      throw error;
    }));

  router.get('/sign-in', async (req, res) => {
    const verifier = client.randomPKCECodeVerifier();
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    const returnTo = localPath(req.query.returnTo);
    sessions.write(res, { ...sessions.read(req), pending: { verifier, state, nonce, returnTo } });
    const url = client.buildAuthorizationUrl(await configuration(), {
      redirect_uri: redirectUri,
      scope: 'openid profile email',
      resource: signIn.audience,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...{ state, nonce, prompt: 'login' },
    });
    res.redirect(url.href);
  });

  router.get('/sign-in/callback', async (req, res) => {
    const { pending, csrf } = sessions.read(req);
    if (!pending) return void res.redirect('/');
    const tokens = await client.authorizationCodeGrant(
      await configuration(),
      new URL(req.originalUrl, publicUrl),
      { pkceCodeVerifier: pending.verifier, expectedState: pending.state, expectedNonce: pending.nonce },
      { resource: signIn.audience },
    );
    const me = await createApi(apiUrl, tokens.access_token).get<Me>('/me');
    const isOfficial = me.roles.some((role) => role !== 'citizen');
    const isOperator = me.roles.includes('operator');
    sessions.write(res, { csrf, token: tokens.access_token, name: me.name.bg, isOfficial, isOperator });
    res.redirect(pending.returnTo === '/' && isOfficial ? '/office' : pending.returnTo);
  });

  router.post('/sign-out', sessions.refuseForged, (req, res) => {
    sessions.write(res, { csrf: sessions.read(req).csrf });
    res.redirect('/');
  });

  return router;
}

function discover({ issuer, clientId, clientSecret }: WebOptions['signIn']): Promise<client.Configuration> {
  const isLocal = new URL(issuer).protocol === 'http:';
  return client.discovery(
    new URL(issuer),
    clientId,
    clientSecret,
    undefined,
    isLocal ? { execute: [client.allowInsecureRequests] } : {},
  );
}

/** Only a path of ours: an address from outside would make us a stepping stone. */
const localPath = (value: unknown): string => (typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : '/');
