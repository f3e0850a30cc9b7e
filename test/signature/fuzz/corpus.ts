import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const FOLDER = fileURLToPath(new URL('./files', import.meta.url));

/** What a file of the corpus signs, each another document: a signature of one is none of another. */
export const documentOf = (name: string): Buffer => Buffer.from(`Заявление за удостоверение, ${name}`);

/** The clock of the corpus: its lists are in force, and stay so. */
export const AT = new Date('2026-06-01T12:00:00Z');

export interface Sound {
  readonly name: string;
  readonly bytes: Buffer;
  readonly content?: Buffer;
}

const read = (name: string): Buffer => readFileSync(`${FOLDER}/${name}`);

/** Sound files, kept as they were made once (`write-corpus.ts`): a mutation of them is the same on every machine. */
export function readCorpus() {
  const names = readdirSync(FOLDER).sort();
  const files = names
    .filter((name) => /\.(p7s|p7m|pdf)$/.test(name))
    .map((name): Sound => ({ name, bytes: read(name), ...(name.endsWith('.p7s') && { content: documentOf(name) }) }));
  const options = {
    at: AT,
    anchors: [read('root.crt')],
    crls: names.filter((name) => name.endsWith('.crl')).map(read),
  };
  return { files, options };
}
