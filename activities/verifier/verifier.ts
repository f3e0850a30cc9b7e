import { fileURLToPath } from 'node:url';

import type { SignedFile, Verification, VerifyOptions } from '../../signature/verify';
import { startThread, type CheckThread } from './check-thread';

/** `signature/verify` where it can hurt nobody: strangers’ bytes are read in threads that are ended when they take too much. */
export interface Verifier {
  /** As `signature/verify`; INDETERMINATE with CHECK_BUDGET_EXCEEDED for a file that takes more time or memory than there is for one. */
  verify(file: SignedFile, options: VerifyOptions): Promise<Verification>;
  close(): Promise<void>;
}

/** While some are at hostile files the others answer. */
const MOST = 4;
const ENTRY = fileURLToPath(new URL('./thread.ts', import.meta.url));

type Job = (thread: CheckThread) => Promise<void>;

/** Starts one thread at once, so that the first file does not wait for it, and more when files wait. */
export function createVerifier(entry = ENTRY): Verifier {
  const threads = new Set<CheckThread>();
  const idle: CheckThread[] = [];
  const queue: { readonly run: Job; readonly fail: (error: unknown) => void }[] = [];

  let isClosed = false;

  function grow(): void {
    if (isClosed || threads.size >= MOST) return;
    const thread = startThread(entry);
    threads.add(thread);
    thread.ready.then(
      () => work(thread),
      (error: unknown) => {
        threads.delete(thread);
        for (const { fail } of queue.splice(0)) fail(error);
      },
    );
  }

  async function work(thread: CheckThread): Promise<void> {
    while (thread.isAlive()) {
      const job = queue.shift();
      if (!job) return void idle.push(thread);
      await job.run(thread);
    }
    threads.delete(thread);
    grow();
  }

  function verify(file: SignedFile, options: VerifyOptions): Promise<Verification> {
    return new Promise((resolve, reject) => {
      const run: Job = (thread) => thread.check(file, options).then(resolve, reject);
      queue.push({ run, fail: reject });
      const thread = idle.pop();
      if (thread) void work(thread);
      else grow();
    });
  }

  async function close(): Promise<void> {
    isClosed = true;
    await Promise.all([...threads].map((thread) => thread.end()));
  }

  grow();
  return { verify, close };
}
