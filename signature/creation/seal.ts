import { DomainError } from '../../domain/errors';
import { buildSignedData } from './sign-cms';
import { openPdf, type Revision } from '../pdf/pdf-file';
import { isArray, isDict, isRef, isString, nameOf, type PdfDict, type PdfRef, type PdfValue } from '../pdf/pdf-objects';
import type { Signer } from './signer';

export interface SealOptions {
  readonly at: Date;
  readonly reason: string;
  /** An RFC 3161 token over the SHA-256 of the signature value makes PAdES-B-T of PAdES-B. */
  readonly timeStamp?: (digest: Uint8Array) => Promise<Uint8Array>;
}

/** Room for the signature, its chain and a time stamp, in bytes. */
const SPACE = 16_384;

/** Adds a signature as an incremental update: the bytes that were there stay as they are, in front. */
export async function sealPdf(
  pdf: Uint8Array,
  signer: Signer,
  { at, reason, timeStamp }: SealOptions,
): Promise<Uint8Array> {
  const file = Buffer.from(pdf);
  const prepared = appendSignatureField(file, { at, reason });
  const { from, to } = prepared;
  const range = `/ByteRange [0 ${from} ${to} ${prepared.bytes.length - to}]`;
  prepared.bytes.write(range.padEnd(prepared.rangeLength), prepared.rangeAt, 'latin1');
  const parts = [prepared.bytes.subarray(0, from), prepared.bytes.subarray(to)];
  const cms = await buildSignedData({ signer, parts, ...(timeStamp && { timeStamp }) });
  if (cms.length > SPACE)
    throw new DomainError('REQUEST_INVALID', `The signature needs ${cms.length} bytes; ${SPACE} are kept for it`);
  prepared.bytes.write(cms.toString('hex'), from + 1, 'latin1');
  return prepared.bytes;
}

interface Prepared {
  readonly bytes: Buffer;
  /** The signature's hexadecimal string, delimiters included. */
  readonly from: number;
  readonly to: number;
  readonly rangeAt: number;
  readonly rangeLength: number;
}

const RANGE = `/ByteRange [0 ${'*'.repeat(40)}]`;

function appendSignatureField(file: Buffer, { at, reason }: { at: Date; reason: string }): Prepared {
  const { page, catalog, size, prev, trailer, revision } = anatomy(file);
  const [signature, field] = [size, size + 1];
  const form = revision.get(revision.load(catalog.ref), 'AcroForm');
  const fields =
    isDict(form) && isArray(revision.get(form, 'Fields')) ? (revision.get(form, 'Fields') as readonly PdfValue[]) : [];
  const annotations = revision.get(revision.load(page.ref), 'Annots');
  const acroForm = withEntries(isDict(form) ? form : { dict: new Map() }, {
    Fields: [...fields, { ref: field, generation: 0 }],
    SigFlags: 3,
  });
  const objects: [number, string][] = [
    [
      signature,
      `<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached ${RANGE} /Contents <${'0'.repeat(SPACE * 2)}> /M (${pdfDate(at)}) /Reason ${utf16(reason)}>>`,
    ],
    [
      field,
      `<</Type /Annot /Subtype /Widget /FT /Sig /T (Signature${field}) /V ${signature} 0 R /F 132 /Rect [0 0 0 0] /P ${page.ref} 0 R>>`,
    ],
    [catalog.ref, write(withEntries(revision.load(catalog.ref), { AcroForm: acroForm }))],
    [
      page.ref,
      write(
        withEntries(revision.load(page.ref), {
          Annots: [...(isArray(annotations) ? annotations : []), { ref: field, generation: 0 }],
        }),
      ),
    ],
  ];
  const bytes = assemble(file, objects, { prev, size: size + 2, trailer });
  const at0 = bytes.indexOf(RANGE, file.length);
  const from = bytes.indexOf('/Contents <', file.length) + '/Contents '.length;
  return { bytes, from, to: from + SPACE * 2 + 2, rangeAt: at0, rangeLength: RANGE.length };
}

function anatomy(file: Buffer) {
  const pdf = openPdf(file);
  const revision = pdf.newest;
  const { trailer } = revision;
  const catalog = trailer.dict.get('Root');
  if (!isRef(catalog)) throw unusable('it has no catalog');
  if (nameOf(trailer.dict.get('Type')) === 'XRef')
    throw unusable('its cross-references are compressed; save it as PDF 1.4');
  if (pdf.isEncrypted) throw unusable('it is encrypted');
  const prev = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(file.subarray(-64).toString('latin1'))?.[1]);
  return {
    trailer,
    catalog,
    revision,
    page: firstPage(revision, catalog),
    size: Number(trailer.dict.get('Size')),
    prev,
  };
}

const unusable = (reason: string) => new DomainError('REQUEST_INVALID', `The PDF cannot be signed: ${reason}`);

function firstPage(revision: Revision, catalog: PdfRef): PdfRef {
  let node: PdfValue | undefined = {
    dict: new Map([
      [
        'Kids',
        [
          isDict(revision.load(catalog.ref))
            ? ((revision.load(catalog.ref) as PdfDict).dict.get('Pages') ?? null)
            : null,
        ],
      ],
    ]),
  };
  for (let depth = 0; depth < 50; depth += 1) {
    const kids: PdfValue = revision.get(node, 'Kids');
    const first: PdfValue | undefined = isArray(kids) ? kids[0] : undefined;
    if (!isRef(first)) break;
    if (nameOf(revision.get(first, 'Type')) === 'Page') return first;
    node = first;
  }
  throw unusable('it has no page');
}

function assemble(
  file: Buffer,
  objects: readonly [number, string][],
  { prev, size, trailer }: { prev: number; size: number; trailer: PdfDict },
): Buffer {
  const parts: Buffer[] = [file, Buffer.from('\n')];
  let offset = file.length + 1;
  const lines: string[] = [];
  for (const [number, body] of [...objects].sort(([left], [right]) => left - right)) {
    const text = Buffer.from(`${number} 0 obj\n${body}\nendobj\n`, 'latin1');
    lines.push(`${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`);
    parts.push(text);
    offset += text.length;
  }
  const { dict } = withEntries(trailer, { Prev: prev, Size: size });
  parts.push(
    Buffer.from(`xref\n${lines.join('')}trailer\n${write({ dict })}\nstartxref\n${offset}\n%%EOF\n`, 'latin1'),
  );
  return Buffer.concat(parts);
}

function withEntries(value: PdfValue, entries: Readonly<Record<string, PdfValue>>): PdfDict {
  if (!isDict(value)) throw unusable('an object is missing');
  return { dict: new Map([...value.dict, ...Object.entries(entries)]) };
}

function write(value: PdfValue): string {
  if (isArray(value)) return `[${value.map(write).join(' ')}]`;
  if (isDict(value)) return `<<${[...value.dict].map(([key, item]) => `${writeName(key)} ${write(item)}`).join(' ')}>>`;
  if (isRef(value)) return `${value.ref} ${value.generation} R`;
  if (isString(value)) return `<${value.bytes.toString('hex')}>`;
  const name = nameOf(value);
  return name === undefined ? String(value) : writeName(name);
}

const writeName = (name: string): string =>
  `/${[...Buffer.from(name, 'latin1')].map((byte) => (byte > 0x20 && byte < 0x7f && !'#/()<>[]{}%'.includes(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `#${byte.toString(16).padStart(2, '0')}`)).join('')}`;

const utf16 = (text: string): string => `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;

const pdfDate = (at: Date): string => `D:${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
