import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface Message {
  readonly id: string;
  readonly file: string;
  readonly email: Email;
}

export type Inbox = Awaited<ReturnType<typeof startInbox>>;

const MAX_MESSAGE = 30 * 1024 * 1024;

/** An SMTP server on loopback that keeps every message as a file; the same Message-ID is the same message. */
export async function startInbox({ folder, port }: { folder: string; port: number }) {
  await mkdir(folder, { recursive: true });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: MAX_MESSAGE,
    logger: false,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        keep(Buffer.concat(chunks)).then(() => done(), done);
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });

  async function keep(source: Buffer): Promise<void> {
    const id = createHash('sha256')
      .update(messageIdOf(source) ?? source)
      .digest('hex')
      .slice(0, 24);
    await writeFile(join(folder, `${id}.eml`), source, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }

  async function get(id: string): Promise<Message | undefined> {
    if (!/^[0-9a-f]{24}$/.test(id)) return undefined;
    const file = join(folder, `${id}.eml`);
    const source = await readFile(file).catch(() => undefined);
    return source && { id, file, email: await PostalMime.parse(source) };
  }

  /** Newest first. */
  async function list(): Promise<Message[]> {
    const ids = (await readdir(folder)).filter((name) => name.endsWith('.eml')).map((name) => name.slice(0, -4));
    const messages = await Promise.all(ids.map(get));
    return messages
      .filter((message) => message !== undefined)
      .sort((left, right) => (right.email.date ?? '').localeCompare(left.email.date ?? ''));
  }

  return { list, get, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

/** Read without the body: a message may be large. */
function messageIdOf(source: Buffer): string | undefined {
  const end = source.indexOf('\r\n\r\n');
  const header = source.subarray(0, end < 0 ? source.length : end).toString('latin1');
  return /^message-id:\s*(<[^>]+>)/im.exec(header)?.[1];
}
