import { parentPort } from 'node:worker_threads';

import { DomainError } from '../../domain/errors';
import { verify, type RevocationFetcher } from '../../signature/verify';
import { ownBytes, type FetchRequest, type FromThread, type ToThread } from './messages';

/** The thread that reads strangers’ bytes: one file after another, until it is ended. */

const port = parentPort;
if (!port) throw new Error('This file runs in a thread');
const say = (message: FromThread, transfer: readonly ArrayBuffer[] = []): void => port.postMessage(message, transfer);

const asked = new Map<number, (bytes: Uint8Array | undefined) => void>();
let questions = 0;

const ask = (what: FetchRequest['what'], url: string, request?: Uint8Array): Promise<Uint8Array | undefined> =>
  new Promise((resolve) => {
    const id = (questions += 1);
    asked.set(id, resolve);
    say({ type: 'fetch', id, what, url, request });
  });

const fetcher: RevocationFetcher = {
  crl: (url) => ask('crl', url),
  ocsp: (url, request) => ask('ocsp', url, request),
  issuer: (url) => ask('issuer', url),
};

async function check({ bytes, content, options, asks }: Extract<ToThread, { type: 'check' }>): Promise<void> {
  try {
    const file = { bytes, ...(content && { content }) };
    const verification = await verify(file, { ...options, ...(asks && { fetcher }) });
    const signed = verification.content && ownBytes(verification.content);
    const verified = { report: verification.report, content: signed };
    say({ type: 'verified', verification: verified }, signed ? [signed.buffer] : []);
  } catch (error) {
    if (error instanceof DomainError) say({ type: 'refused', code: error.code, message: error.message });
    else say({ type: 'failed', error });
  }
}

port.on('message', (message: ToThread) => {
  if (message.type === 'check') return void check(message);
  asked.get(message.id)?.(message.bytes);
  asked.delete(message.id);
});
say({ type: 'ready' });
