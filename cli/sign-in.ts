import { createHash, randomBytes } from 'node:crypto';

export interface SignIn {
  readonly issuer: string;
  readonly person: string;
  readonly audience: string;
}

const CLIENT = 'prepiska-cli';
const REDIRECT = 'http://127.0.0.1/callback';
const MAX_HOPS = 10;

/**
 * An access token for a program: the same OpenID Connect code flow with PKCE that browsers use, its sign-in page answered by us.
 * Works with the demo's identity provider, where nobody has a password.
 */
export async function signIn({ issuer, person, audience }: SignIn): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: CLIENT,
    response_type: 'code',
    redirect_uri: REDIRECT,
    scope: 'openid profile email',
    resource: audience,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: randomBytes(8).toString('hex'),
  });
  const code = await walk(new URL(`/auth?${query}`, issuer), person);
  const response = await fetch(new URL('/token', issuer), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: CLIENT,
      code,
      redirect_uri: REDIRECT,
      code_verifier: verifier,
      resource: audience,
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (!token) throw new Error(`The identity provider gave no token (${response.status})`);
  return token;
}

/** Follows redirects with cookies, answers the page that asks who we are, and stops at our redirect address. */
async function walk(start: URL, person: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = start;
  let body: URLSearchParams | undefined;
  for (let hop = 0; hop < MAX_HOPS; hop += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(body && { method: 'POST', body }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name) cookies.set(name, value ?? '');
    }
    const location = response.headers.get('location');
    body = undefined;
    if (location) {
      url = new URL(location, url);
      const code = url.searchParams.get('code');
      if (url.pathname === '/callback' && code) return code;
      if (url.searchParams.has('error'))
        throw new Error(`The identity provider refused: ${url.searchParams.get('error_description')}`);
    } else {
      body = new URLSearchParams({ person });
    }
  }
  throw new Error('The identity provider did not let us in');
}
