import { createHash } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

import type { RevocationFetcher } from '../../signature/revocation/revocation';

const TIMEOUT = 5_000;
const MAX_OCSP = 2 * 1024 * 1024;
const MAX_ISSUER = 100 * 1024;
const MAX_CRL = 20 * 1024 * 1024;
/** How long an answer is used again; the check itself judges whether it is still fresh. */
const KEEP = 60_000;
const MAX_KEPT = 1_000;

const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['::ffff:0:0', 96],
] as const)
  PRIVATE.addSubnet(net, prefix, 'ipv6');

/**
 * Fetches what issuers publish about their certificates. The addresses come from certificates, so from strangers: plain HTTP only,
 * no private addresses but those that the configuration names, bounded in size and time. No answer is `undefined`, never a failure.
 */
export function createRevocationClient({ privateHosts }: { privateHosts: readonly string[] }): RevocationFetcher {
  const kept = new Map<string, { until: number; bytes: Uint8Array }>();

  async function once(key: string, ask: () => Promise<Uint8Array | undefined>): Promise<Uint8Array | undefined> {
    const known = kept.get(key);
    if (known && known.until > Date.now()) return known.bytes;
    const bytes = await ask().catch(() => undefined);
    if (kept.size >= MAX_KEPT) kept.clear();
    if (bytes) kept.set(key, { until: Date.now() + KEEP, bytes });
    return bytes;
  }

  async function get(address: string, init: RequestInit, limit: number): Promise<Uint8Array | undefined> {
    const url = new URL(address);
    if (!/^https?:$/.test(url.protocol) || !(await isAllowed(url, privateHosts))) return undefined;
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT) });
    return response.ok ? readBounded(response, limit) : undefined;
  }

  return {
    crl: (url) => once(url, () => get(url, {}, MAX_CRL)),
    issuer: (url) => once(url, () => get(url, {}, MAX_ISSUER)),
    ocsp: (url, request) =>
      once(`${url}:${createHash('sha256').update(request).digest('hex')}`, () =>
        get(
          url,
          { method: 'POST', body: Buffer.from(request), headers: { 'Content-Type': 'application/ocsp-request' } },
          MAX_OCSP,
        ),
      ),
  };
}

async function isAllowed({ host, hostname }: URL, privateHosts: readonly string[]): Promise<boolean> {
  if (privateHosts.includes(host)) return true;
  const addresses = isIP(hostname) ? [{ address: hostname }] : await lookup(hostname, { all: true });
  return addresses.every(({ address }) => !PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'));
}

async function readBounded(response: Response, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
