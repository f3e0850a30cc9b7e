import type { Command } from 'commander';

import { findRunningStack } from '../stack/running-stack';

export interface DatabaseOptions {
  readonly database?: string;
  readonly data: string;
}

/** How a command is told which database to use. */
export const withDatabaseOptions = (command: Command): Command =>
  command
    .option('--database <url>', 'PostgreSQL address (default: DATABASE_URL, or that of the running stack)')
    .option('--data <folder>', 'data folder of the running stack', 'data');

/** The address that was given, or that of the stack that runs here. */
export async function databaseUrlOf({ database, data }: DatabaseOptions): Promise<string> {
  const url = database ?? process.env.DATABASE_URL ?? (await findRunningStack(data))?.databaseUrl;
  if (!url)
    throw new Error(
      `No stack runs on the folder "${data}". Start one, name its folder with --data, or say which database: --database or DATABASE_URL.`,
    );
  return url;
}
