import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Secrets {
  readonly database: string;
  readonly codecKey: string;
  readonly cookieKey: string;
  readonly webClient: string;
  readonly identityCookies: string;
  /** Private JWK of the identity provider. */
  readonly identityKey: JsonWebKey;
}

/** Made once a data folder; what they protect lies in the same folder. */
export async function openSecrets(folder: string): Promise<Secrets> {
  const file = join(folder, 'secrets.json');
  const stored = await readFile(file, 'utf8').catch(() => undefined);
  if (stored !== undefined) return JSON.parse(stored) as Secrets;
  const hex = (bytes: number) => randomBytes(bytes).toString('hex');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const secrets: Secrets = {
    database: hex(16),
    codecKey: hex(32),
    cookieKey: hex(32),
    webClient: hex(24),
    identityCookies: hex(24),
    identityKey: { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' } as JsonWebKey,
  };
  await writeFile(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}
