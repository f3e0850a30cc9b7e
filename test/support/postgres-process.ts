import { rm } from 'node:fs/promises';

import { startPostgres } from '../../stack/postgres';

/** A PostgreSQL in a process of its own: Jest cannot load the package that brings it. Leaves with its parent. */
const [folder = '', port = ''] = process.argv.slice(2);
const postgres = await startPostgres({ folder, port: Number(port), password: 'test' });
process.send?.(postgres.url('postgres'));
process.once('disconnect', () => {
  void postgres
    .stop()
    .then(() => rm(folder, { recursive: true, force: true }))
    .then(() => process.exit(0));
});
