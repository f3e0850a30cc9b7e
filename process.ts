import { pino, type Logger } from 'pino';

import type { Config } from './config';

/** What `server.ts` and `worker.ts` do alike: log, and leave in order. */

export function createLogger({ logLevel }: Config, name: string): Logger {
  return pino({ name, level: logLevel, redact: ['req.headers.authorization', 'req.headers.cookie'] });
}

/** How long a process may take to leave before it is made to. */
const GRACE = 20_000;

/** Leaves once, on a signal or when the parent that started it is gone. */
export function onShutdown(logger: Logger, close: () => Promise<void>): void {
  let leaving = false;
  const leave = async (reason: string): Promise<void> => {
    if (leaving) return;
    leaving = true;
    logger.info({ reason }, 'leaving');
    setTimeout(() => process.exit(1), GRACE).unref();
    await close();
    if (process.connected) process.disconnect();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void leave(signal));
  process.on('disconnect', () => void leave('the parent process is gone'));
}
