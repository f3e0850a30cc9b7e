import { rm } from 'node:fs/promises';

import { startPostgres } from '../../stack/postgres';

/** A PostgreSQL in a process of its own, which leaves with its parent, however that ends. */
const [folder = '', port = ''] = process.argv.slice(2);
const nothing = (): void => undefined;
const postgres = await startPostgres({ folder, port: Number(port), password: 'test', log: nothing, note: nothing });
process.send?.(postgres.url('postgres'));
process.once('disconnect', () => {
  void postgres
    .stop()
    .then(() => rm(folder, { recursive: true, force: true }))
    .then(() => process.exit(0));
});
