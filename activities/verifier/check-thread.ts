import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

import { DomainError } from '../../domain/errors';
import {
  unfinished,
  type RevocationFetcher,
  type SignedFile,
  type Verification,
  type VerifyOptions,
} from '../../signature/verify';
import { ownBytes, type FetchRequest, type FromThread, type ToThread } from './messages';
import { createStopwatch } from './stopwatch';

/**
 * How long one file may be worked at, without the time that issuers take to answer; milliseconds. With the start of a thread before it
 * a hostile file is over within 5 s.
 */
const WORK = 3_500;
/** How long issuers are asked for one file. What is asked later has no answer. */
const NETWORK = 8_000;
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 };

const RUNNER = fileURLToPath(new URL('../../stack/run-typescript.mjs', import.meta.url));

/** A thread that checks one file at a time. */
export interface CheckThread {
  /** Rejects when the thread cannot be started. */
  readonly ready: Promise<void>;
  /** False once it was ended: the next file needs another. */
  isAlive(): boolean;
  check(file: SignedFile, options: VerifyOptions): Promise<Verification>;
  end(): Promise<void>;
}

/** `entry`: the TypeScript file that runs in it. */
export function startThread(entry: string): CheckThread {
  const worker = new Worker(RUNNER, { argv: [entry], resourceLimits: MEMORY });
  let isAlive = true;
  let cause: unknown;
  worker.on('error', (error) => (cause = error));
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('exit', () => {
      isAlive = false;
      reject(new Error('The signature check could not be started', { cause }));
    });
  });
  const end = async (): Promise<void> => {
    isAlive = false;
    await worker.terminate();
  };

  function check(file: SignedFile, options: VerifyOptions): Promise<Verification> {
    return new Promise((resolve, reject) => {
      const stopwatch = createStopwatch(WORK, () => void end());
      const answer = answerer(options.fetcher, stopwatch);
      const stopped = (): void => finish(() => resolve(unfinished(file)));
      function finish(settle: () => void): void {
        stopwatch.stop();
        worker.off('message', listen).off('exit', stopped);
        settle();
      }
      function listen(message: FromThread): void {
        if (message.type === 'fetch')
          void answer(message).then((bytes) => worker.postMessage({ type: 'fetched', id: message.id, bytes }));
        else if (message.type === 'verified') finish(() => resolve(message.verification));
        else if (message.type === 'refused') finish(() => reject(new DomainError(message.code, message.message)));
        else if (message.type === 'failed') finish(() => reject(message.error));
      }
      worker.on('message', listen).once('exit', stopped);
      stopwatch.start();
      sendCheck(worker, file, options);
    });
  }

  return { ready, isAlive: () => isAlive, check, end };
}

function sendCheck(worker: Worker, { bytes, content }: SignedFile, { fetcher, ...options }: VerifyOptions): void {
  const [own, beside] = [ownBytes(bytes), content && ownBytes(content)];
  const message: ToThread = { type: 'check', bytes: own, content: beside, options, asks: fetcher !== undefined };
  worker.postMessage(message, beside ? [own.buffer, beside.buffer] : [own.buffer]);
}

/** Asks the issuers for a thread. While it waits for them its time does not run. */
function answerer(fetcher: RevocationFetcher | undefined, stopwatch: ReturnType<typeof createStopwatch>) {
  const until = performance.now() + NETWORK;
  let pending = 0;
  return async ({ what, url, request }: FetchRequest): Promise<Uint8Array | undefined> => {
    if (!fetcher || performance.now() > until) return undefined;
    pending += 1;
    stopwatch.stop();
    try {
      return await (what === 'ocsp' ? fetcher.ocsp(url, request ?? new Uint8Array()) : fetcher[what](url));
    } catch {
      return undefined;
    } finally {
      pending -= 1;
      if (pending === 0) stopwatch.start();
    }
  };
}
