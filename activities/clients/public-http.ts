import { lookup } from 'node:dns';
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
  ['::ffff:0:0', 96],
] as const)
  PRIVATE.addSubnet(net, prefix, 'ipv6');

const isPrivate = (address: string): boolean => PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

export interface Asked {
  readonly method?: 'GET' | 'POST';
  readonly type?: string;
  readonly body?: Uint8Array;
  /** Larger answers are none, in bytes. */
  readonly limit: number;
  /** In milliseconds, from the first look-up to the last byte. */
  readonly timeout: number;
}

/**
 * Asks an address that a stranger gave. Plain HTTP(S), no redirects, bounded in size and time. The address that is connected to is the one
 * that was checked: a name cannot change between (DNS rebinding). `privateHosts`: host and port that may be private all the same.
 * `undefined` is no answer; nothing is thrown.
 */
export async function askPublic(
  address: string,
  asked: Asked,
  privateHosts: readonly string[],
): Promise<Uint8Array | undefined> {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  const isNamed = privateHosts.includes(url.host);
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  if (!isNamed && isIP(hostname) && isPrivate(hostname)) return undefined;
  return exchange(url, asked, isNamed ? {} : { lookup: lookUpPublic }).catch(() => undefined);
}

/** Every address of the name must be public; the first is used. */
const lookUpPublic: LookupFunction = (hostname, _options, callback) =>
  lookup(hostname, { all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error ?? !first) return callback(error ?? new Error('no such host'), '', 4);
    if (addresses.some(({ address }) => isPrivate(address))) return callback(new Error('a private address'), '', 4);
    callback(null, addresses);
  });

function exchange(url: URL, asked: Asked, more: RequestOptions): Promise<Uint8Array | undefined> {
  const { method = 'GET', type, body, timeout } = asked;
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const headers = {
    ...(type !== undefined && { 'Content-Type': type }),
    ...(body && { 'Content-Length': body.length }),
  };
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeout);
    const sent = request(url, { method, headers, signal, agent: false, ...more }, (response) => {
      readBounded(response, asked.limit).then(resolve, reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function readBounded(response: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  if (response.statusCode !== 200) {
    response.destroy();
    return undefined;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
