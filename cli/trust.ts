import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import type { Command } from 'commander';

import { connect } from '../db/connection';
import { migrateToLatest } from '../db/migrate';
import { createTrustAnchorRepository, type TrustAnchorRepository } from '../db/trust-anchors';
import { readCertificates } from './certificates';
import { databaseUrlOf, withDatabaseOptions, type DatabaseOptions } from './database';

interface Options extends DatabaseOptions {
  readonly json?: boolean;
}

export function trust(command: Command): void {
  const subcommand = (name: string, description: string) =>
    withDatabaseOptions(command.command(name).description(description)).option('--json', 'print JSON');

  subcommand('list', 'what is trusted').action((options: Options) =>
    withAnchors(options, (anchors) => list(anchors, options)),
  );
  subcommand('add <file...>', 'trust these certificates (PEM or DER)').action((files: string[], options: Options) =>
    withAnchors(options, async (anchors) => {
      for (const file of files)
        for (const der of readCertificates(await readFile(file)))
          await anchors.add({ der, subject: new X509Certificate(der).subject.replaceAll('\n', ', ') });
      await list(anchors, options);
    }),
  );
  subcommand('remove <sha256>', 'trust it no longer').action((sha256: string, options: Options) =>
    withAnchors(options, async (anchors) => {
      if (!(await anchors.remove(sha256)))
        throw new Error(`No trusted certificate has the SHA-256 ${sha256}; see "prepiska trust list".`);
      await list(anchors, options);
    }),
  );
}

async function list(anchors: TrustAnchorRepository, { json }: Options): Promise<void> {
  const all = (await anchors.list()).map(({ sha256, subject, addedAt }) => ({
    sha256,
    subject,
    addedAt: addedAt.toISOString(),
  }));
  process.stdout.write(
    json ? `${JSON.stringify(all)}\n` : all.map(({ sha256, subject }) => `${sha256}  ${subject}\n`).join(''),
  );
}

async function withAnchors(options: Options, work: (anchors: TrustAnchorRepository) => Promise<void>): Promise<void> {
  const db = connect(await databaseUrlOf(options));
  try {
    await migrateToLatest(db);
    await work(createTrustAnchorRepository(db));
  } finally {
    await db.destroy();
  }
}
