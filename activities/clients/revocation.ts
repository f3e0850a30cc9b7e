import { createHash } from 'node:crypto';

import type { RevocationFetcher } from '../../signature/revocation/revocation';
import { askPublic, type Asked } from './public-http';

const TIMEOUT = 5_000;
const MAX_OCSP = 2 * 1024 * 1024;
const MAX_CRL = 20 * 1024 * 1024;
const MAX_ISSUER = 100 * 1024;
/** How long an answer is used again; the check itself judges whether it is still fresh. */
const KEEP = 60_000;
const MAX_KEPT = 1_000;

/** Fetches what issuers publish about their certificates. The addresses come from certificates, so from strangers. */
export function createRevocationClient({ privateHosts }: { privateHosts: readonly string[] }): RevocationFetcher {
  const kept = new Map<string, { until: number; bytes: Uint8Array }>();

  async function once(key: string, url: string, asked: Omit<Asked, 'timeout'>): Promise<Uint8Array | undefined> {
    const known = kept.get(key);
    if (known && known.until > Date.now()) return known.bytes;
    const bytes = await askPublic(url, { ...asked, timeout: TIMEOUT }, privateHosts);
    if (kept.size >= MAX_KEPT) kept.clear();
    if (bytes) kept.set(key, { until: Date.now() + KEEP, bytes });
    return bytes;
  }

  return {
    crl: (url) => once(url, url, { limit: MAX_CRL }),
    issuer: (url) => once(url, url, { limit: MAX_ISSUER }),
    ocsp: (url, request) =>
      once(`${url}:${createHash('sha256').update(request).digest('hex')}`, url, {
        ...{ method: 'POST', type: 'application/ocsp-request', body: request, limit: MAX_OCSP },
      }),
  };
}
