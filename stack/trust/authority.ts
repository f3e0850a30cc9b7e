import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { basename, join } from 'node:path';

import type { Town } from '../../domain/town';
import { issueCrl } from './issue';
import { openTrust, pem, type TrustMaterial } from './material';
import { answerOcsp, answerTimeStamp } from './responders';

export interface TrustAuthority {
  readonly url: string;
  readonly port: number;
  readonly rootPem: string;
  readonly sealFile: string;
  close(): Promise<void>;
}

const MAX_REQUEST = 64 * 1024;

/**
 * The demo's trust service over HTTP on loopback: certificates, lists, OCSP and time stamps. Its port is part of what it issued, so
 * a later start needs the same one.
 */
export async function startTrustAuthority({
  folder,
  port,
  town,
}: {
  folder: string;
  port: number;
  town: Town;
}): Promise<TrustAuthority> {
  const material = await openTrust(folder, port, town);
  const citizens = new Set(town.people.filter(({ identifier }) => identifier).map(({ id }) => `/citizens/${id}.p12`));
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const answered = citizens.has(path)
      ? sendCertificate(join(folder, basename(path)), response)
      : answer(material, request, response);
    answered.catch(() => response.writeHead(400).end());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', () =>
      reject(
        new Error(
          `Port ${material.port} is taken, and the demo certificates name it. Free the port, or begin anew with --reset.`,
        ),
      ),
    );
    server.listen(material.port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${material.port}`,
    port: material.port,
    rootPem: pem(material.root.der),
    sealFile: join(folder, 'seal.p12'),
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}

/** A demo citizen takes the certificate as from a provider's desk; the municipality's seal is not handed out. */
async function sendCertificate(file: string, response: ServerResponse): Promise<void> {
  const headers = {
    'Content-Type': 'application/x-pkcs12',
    'Content-Disposition': `attachment; filename="${basename(file)}"`,
  };
  response.writeHead(200, headers).end(await readFile(file));
}

async function answer(material: TrustMaterial, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const now = new Date();
  const send = (type: string, body: Uint8Array): void => {
    response.writeHead(200, { 'Content-Type': type }).end(body);
  };
  const path = request.url ?? '/';
  if (path === '/root.crt') return send('application/pkix-cert', material.root.der);
  if (path === '/issuing.crt') return send('application/pkix-cert', material.issuing.der);
  if (path === '/root.crl') return send('application/pkix-crl', issueCrl(material.root, [], now));
  if (path === '/issuing.crl')
    return send('application/pkix-crl', issueCrl(material.issuing, revokedOf(material), now));
  if (path.startsWith('/ocsp')) {
    const body =
      request.method === 'POST'
        ? await read(request)
        : Buffer.from(decodeURIComponent(path.slice('/ocsp/'.length)), 'base64');
    return send(
      'application/ocsp-response',
      answerOcsp(body, { responder: material.ocsp, statusOf: statusOf(material), now }),
    );
  }
  if (path === '/tsa' && request.method === 'POST') {
    const options = { authority: material.tsa, chain: [material.issuing.der], now };
    return send('application/timestamp-reply', await answerTimeStamp(await read(request), options));
  }
  response.writeHead(404).end();
}

const revokedOf = ({ issued }: TrustMaterial) =>
  Object.entries(issued).flatMap(([serial, at]) => (at ? [{ serial, at: new Date(at) }] : []));

const statusOf =
  ({ issued }: TrustMaterial) =>
  (serial: string) => {
    const at = issued[serial];
    if (at === undefined) return 'unknown';
    return at === null ? 'good' : new Date(at);
  };

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_REQUEST) throw new Error('The request is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
