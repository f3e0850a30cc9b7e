import { deflateSync } from 'node:zlib';

/** PDF written by hand, revision after revision, with each part open to being wrong. */

/** Bodies of objects by number, as they stand between `obj` and `endobj`; null frees the number. */
export type Objects = Readonly<Record<number, string | null>>;

export interface RevisionOptions {
  /** `hybrid`: a table, and a stream for what old readers do not see. */
  readonly xref?: 'table' | 'stream' | 'hybrid';
  /** Numbers that go into an object stream; the revision needs a stream or a hybrid for them. */
  readonly compressed?: readonly number[];
  /** Further entries of the trailer; one that is here already is replaced. */
  readonly trailer?: Readonly<Record<string, string>>;
  /** Entries that the cross-reference gets besides, or instead: the offset of an object. */
  readonly entries?: Readonly<Record<number, number>>;
  /** Bytes between the objects and the cross-reference. */
  readonly between?: string;
  /** How the rows of a cross-reference stream are predicted: PNG 0 to 4. */
  readonly predictor?: number;
}

export const stream = (data: string, entries = ''): string =>
  `<<${entries} /Length ${data.length}>>\nstream\n${data}\nendstream`;

/** Catalogue 1, pages 2, one page 3 with its content 4 and font 5, form 6 with the fields 7 (text), 8 (check box), 9 (signature). */
export const DOCUMENT: Readonly<Record<number, string>> = {
  1: '<</Type /Catalog /Pages 2 0 R /AcroForm 6 0 R>>',
  2: '<</Type /Pages /Kids [3 0 R 10 0 R] /Count 2>>',
  3: '<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>> /Annots [7 0 R 8 0 R 9 0 R]>>',
  4: stream('BT /F1 12 Tf 72 720 Td (Pay 100) Tj ET'),
  5: '<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>',
  6: '<</Fields [7 0 R 8 0 R 9 0 R] /DR <</Font <</Helv 5 0 R>>>> /DA (/Helv 10 Tf 0 g)>>',
  7: '<</Type /Annot /Subtype /Widget /FT /Tx /T (amount) /Rect [72 600 200 620] /P 3 0 R /F 4>>',
  8: '<</Type /Annot /Subtype /Widget /FT /Btn /T (agree) /Rect [72 560 90 578] /P 3 0 R /F 4 /V /Off /AS /Off /AP <</N <</Yes 12 0 R /Off 13 0 R>>>>>>',
  9: '<</Type /Annot /Subtype /Widget /FT /Sig /T (first) /Rect [72 500 200 540] /P 3 0 R /F 4>>',
  10: '<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 11 0 R /Resources <</Font <</F1 5 0 R>>>>>>',
  11: stream('BT /F1 12 Tf 72 720 Td (Second page) Tj ET'),
  12: stream('0 0 18 18 re f', '/Type /XObject /Subtype /Form /BBox [0 0 18 18]'),
  13: stream('', '/Type /XObject /Subtype /Form /BBox [0 0 18 18]'),
};

export function createPdf(objects: Objects = DOCUMENT, options: RevisionOptions = {}): Buffer {
  const trailer = { Root: '1 0 R', ...options.trailer };
  return write(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'), objects, { ...options, trailer });
}

/** An incremental update behind the bytes that are there. */
export function appendRevision(file: Buffer, objects: Objects, options: RevisionOptions = {}): Buffer {
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(file.subarray(-64).toString('latin1'))?.[1];
  const size = [...file.toString('latin1').matchAll(/\/Size (\d+)/g)].reduce(
    (most, [, one]) => Math.max(most, Number(one)),
    0,
  );
  const trailer = { Root: '1 0 R', Prev: String(previous), Size: String(size), ...options.trailer };
  return write(Buffer.concat([file, Buffer.from('\n')]), objects, { ...options, trailer });
}

type Entry = { readonly offset: number } | { readonly container: number; readonly index: number } | 'free';

function write(
  file: Buffer,
  objects: Objects,
  options: RevisionOptions & { readonly trailer: Record<string, string> },
): Buffer {
  const { xref = 'table', compressed = [], between = '', entries: others = {} } = options;
  const numbers = Object.keys(objects).map(Number);
  let next = Math.max(Number(options.trailer.Size ?? 0), ...numbers.map((number) => number + 1));
  const entries = new Map<number, Entry>();
  const parts: Buffer[] = [file];
  let length = file.length;
  const put = (text: string) => {
    const bytes = Buffer.from(text, 'latin1');
    parts.push(bytes);
    length += bytes.length;
  };
  const putObject = (number: number, body: string) => {
    entries.set(number, { offset: length });
    put(`${number} 0 obj\n${body}\nendobj\n`);
  };
  const packed = numbers.filter((number) => compressed.includes(number));
  if (packed.length > 0) {
    const container = next++;
    putObject(container, packObjects(packed.map((number) => [number, objects[number] ?? 'null'])));
    packed.forEach((number, index) => entries.set(number, { container, index }));
  }
  for (const number of numbers.filter((one) => !packed.includes(one))) {
    const body = objects[number];
    if (body === null || body === undefined) entries.set(number, 'free');
    else putObject(number, body);
  }
  for (const [number, offset] of Object.entries(others)) entries.set(Number(number), { offset });
  put(between);
  const trailer = { ...options.trailer };
  if (xref === 'hybrid') {
    const at = length;
    const hidden = new Map([...entries].filter(([, entry]) => entry !== 'free' && 'container' in entry));
    const own = next++;
    put(`${own} 0 obj\n${xrefStream(hidden, { Size: String(next) }, options.predictor)}\nendobj\n`);
    trailer.XRefStm = String(at);
  }
  const at = length;
  if (xref === 'stream') {
    const own = next++;
    entries.set(own, { offset: at });
    put(`${own} 0 obj\n${xrefStream(entries, { ...trailer, Size: String(next) }, options.predictor)}\nendobj\n`);
  } else put(table(entries, { ...trailer, Size: String(next) }));
  put(`startxref\n${at}\n%%EOF\n`);
  return Buffer.concat(parts);
}

const dictionary = (entries: Readonly<Record<string, string>>): string =>
  `<<${Object.entries(entries)
    .map(([key, value]) => `/${key} ${value}`)
    .join(' ')}>>`;

function table(entries: ReadonlyMap<number, Entry>, trailer: Readonly<Record<string, string>>): string {
  const lines = [...entries]
    .sort(([left], [right]) => left - right)
    .flatMap(([number, entry]) => {
      if (entry === 'free') return [`${number} 1\n0000000000 00001 f \n`];
      return 'offset' in entry ? [`${number} 1\n${String(entry.offset).padStart(10, '0')} 00000 n \n`] : [];
    });
  const head = trailer.Prev === undefined ? '0 1\n0000000000 65535 f \n' : '';
  return `xref\n${head}${lines.join('')}trailer\n${dictionary(trailer)}\n`;
}

/** Kind, eight bytes of offset (as pyHanko writes them), generation or index. */
const ROW = 11;

function xrefStream(
  entries: ReadonlyMap<number, Entry>,
  trailer: Readonly<Record<string, string>>,
  predictor?: number,
): string {
  const sorted = [...entries].sort(([left], [right]) => left - right);
  const rows = sorted.map(([, entry]) => {
    const row = Buffer.alloc(ROW);
    if (entry === 'free') return row;
    row[0] = 'offset' in entry ? 1 : 2;
    row.writeUInt32BE('offset' in entry ? entry.offset : entry.container, 5);
    row.writeUInt16BE('offset' in entry ? 0 : entry.index, 9);
    return row;
  });
  const data = deflateSync(predictor === undefined ? Buffer.concat(rows) : predict(rows, predictor)).toString('latin1');
  const parms = predictor === undefined ? '' : ` /DecodeParms <</Predictor 15 /Columns ${ROW}>>`;
  const index = sorted.map(([number]) => `${number} 1`).join(' ');
  const head = dictionary({ Type: '/XRef', W: '[1 8 2]', Index: `[${index}]`, ...trailer }).slice(2, -2);
  return stream(data, `${head} /Filter /FlateDecode${parms}`);
}

/** PNG filters, written plainly: each byte less what it is predicted from. */
function predict(rows: readonly Buffer[], kind: number): Buffer {
  const paeth = (a: number, b: number, c: number): number => {
    const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
    return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
  };
  return Buffer.concat(
    rows.map((row, number) => {
      const above = rows[number - 1] ?? Buffer.alloc(row.length);
      const filtered = row.map((byte, at) => {
        const [a, b, c] = [row[at - 1] ?? 0, above[at] ?? 0, above[at - 1] ?? 0];
        return byte - ([0, a, b, (a + b) >> 1, paeth(a, b, c)][kind] ?? 0);
      });
      return Buffer.concat([Buffer.of(kind), filtered]);
    }),
  );
}

function packObjects(objects: readonly (readonly [number, string])[]): string {
  const offsets: string[] = [];
  let body = '';
  for (const [number, text] of objects) {
    offsets.push(`${number} ${body.length}`);
    body += `${text}\n`;
  }
  const head = `${offsets.join(' ')}\n`;
  const data = deflateSync(Buffer.from(head + body, 'latin1')).toString('latin1');
  return stream(data, `/Type /ObjStm /N ${objects.length} /First ${head.length} /Filter /FlateDecode`);
}
