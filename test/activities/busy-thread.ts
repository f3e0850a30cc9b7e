import { parentPort } from 'node:worker_threads';

/** Stands for a check: it hangs, uses memory up, dies, asks an issuer or answers, as the first byte says. */
parentPort?.on('message', ({ type, bytes }: { type: string; bytes: Uint8Array }) => {
  const hoard: number[][] = [];
  if (type === 'check' && bytes[0] === 0) for (;;);
  if (type === 'check' && bytes[0] === 1) for (;;) hoard.push(Array.from({ length: 1000 }, Math.random));
  if (type === 'check' && bytes[0] === 2) process.exit(1);
  if (type === 'check' && bytes[0] === 3)
    return parentPort?.postMessage({ type: 'fetch', id: 1, what: 'crl', url: 'http://list.example/' });
  parentPort?.postMessage({ type: 'verified', verification: { report: { indication: 'TOTAL_PASSED' } } });
});
parentPort?.postMessage({ type: 'ready' });
