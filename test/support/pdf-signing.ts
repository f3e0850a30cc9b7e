import { createHash } from 'node:crypto';

import { buildSignedData } from '../../signature/creation/sign-cms';
import { createSigner, type Signer } from '../../signature/creation/signer';
import { readTimeStampResponse, timeStampRequest } from '../../signature/time-stamp/request';
import type { SignatureReport } from '../../signature/report';
import { verify } from '../../signature/verify';
import { EXTENSIONS, issue, issueCrl, type Issued } from '../../stack/trust/issue';
import { answerTimeStamp } from '../../stack/trust/responders';
import { DOCUMENT, appendRevision, createPdf, type Objects, type RevisionOptions } from './pdf-builder';

const DAY = 24 * 3_600_000;
const NOW = new Date();
const life = {
  notBefore: new Date(NOW.getTime() - DAY),
  notAfter: new Date(NOW.getTime() + 365 * DAY),
  keyType: 'ec' as const,
};

export const root: Issued = issue({
  ...life,
  subject: [
    ['country', 'BG'],
    ['commonName', 'Test Root'],
  ],
  extensions: [EXTENSIONS.authority(), EXTENSIONS.keyUsage(0x06)],
});
export const crl = issueCrl(root, [], NOW);

const authority = issue({
  ...life,
  subject: [
    ['country', 'BG'],
    ['commonName', 'Test TSA'],
  ],
  issuer: root,
  extensions: [EXTENSIONS.endEntity(), EXTENSIONS.keyUsage(0xc0), EXTENSIONS.purpose('1.3.6.1.5.5.7.3.8', true)],
});

export function person(name: string): Signer {
  const certificate = issue({
    ...life,
    subject: [
      ['country', 'BG'],
      ['commonName', name],
      ['serialNumber', 'PNOBG-5804122134'],
    ],
    issuer: root,
    extensions: [EXTENSIONS.endEntity(), EXTENSIONS.keyUsage(0x40), EXTENSIONS.qualified('esign')],
  });
  return createSigner(certificate.key, [certificate.der]);
}

const maria = person('Мария');

/** An RFC 3161 token over bytes. */
export async function stamp(...parts: readonly Uint8Array[]): Promise<Buffer> {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  const request = timeStampRequest(hash.digest());
  const answer = await answerTimeStamp(request.der, { authority, chain: [], now: new Date() });
  return Buffer.from(readTimeStampResponse(answer, request));
}

const SPACE = 12_000;
const RANGE = `/ByteRange [0 ${'*'.repeat(30)}]`;

export interface SignatureOptions extends RevisionOptions {
  readonly signer?: Signer;
  /** Objects of the revision, given the number of the signature dictionary; by default field 9 is signed. */
  readonly objects?: (signature: number) => Objects;
  /** Entries of the signature dictionary besides. */
  readonly more?: string;
  /** Replaces the whole dictionary; `RANGE` and `CONTENTS` stand for what belongs there. */
  readonly dictionary?: (usual: string) => string;
  readonly number?: number;
  readonly subFilter?: string;
  readonly range?: (from: number, to: number, end: number) => string;
  /** Bytes that the signature stands over, where that is not what its range says. */
  readonly cms?: (parts: readonly Buffer[]) => Promise<Buffer>;
  /** Signed as the original, without an update before it. */
  readonly asOriginal?: boolean;
}

export const pdfDate = (at: Date): string => `D:${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;

/** Signs a file with a revision of its own. */
export async function signPdf(file: Buffer, options: SignatureOptions = {}): Promise<Buffer> {
  const { number = 20, subFilter = 'ETSI.CAdES.detached', signer = maria, more = '' } = options;
  const { objects = (signature) => signedField(9, signature), asOriginal = false } = options;
  const usual = `<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /${subFilter} ${RANGE} /Contents <${'0'.repeat(SPACE * 2)}> /M (${pdfDate(new Date())}) ${more}>>`;
  const dictionary = options.dictionary?.(usual) ?? usual;
  const added = { ...objects(number), [number]: dictionary };
  const bytes = asOriginal ? createPdf({ ...DOCUMENT, ...added }, options) : appendRevision(file, added, options);
  const start = asOriginal ? 0 : file.length;
  const from = bytes.indexOf(`<${'0'.repeat(SPACE * 2)}>`, start);
  if (from < 0) return bytes;
  const to = from + SPACE * 2 + 2;
  const range = options.range?.(from, to, bytes.length) ?? `[0 ${from} ${to} ${bytes.length - to}]`;
  const at = bytes.indexOf(RANGE, start);
  if (at >= 0) bytes.write(`/ByteRange ${range}`.padEnd(RANGE.length), at, 'latin1');
  const parts = [bytes.subarray(0, from), bytes.subarray(to)];
  const cms = (await options.cms?.(parts)) ?? (await buildSignedData({ signer, parts }));
  bytes.write(cms.toString('hex'), from + 1, 'latin1');
  return bytes;
}

/** A field of the document with a signature in it. */
export const signedField = (field: number, signature: number): Objects => ({
  [field]: `${DOCUMENT[field]?.slice(0, -2)} /V ${signature} 0 R>>`,
  6: `${DOCUMENT[6]?.slice(0, -2)} /SigFlags 3>>`,
});

/** A further field, on page 3, that comes with its signature. */
export const furtherField = (
  field: number,
  signature: number,
  { name = 'second', look = '', fields = '7 0 R 8 0 R 9 0 R', page = DOCUMENT[3] ?? '', rect = '[0 0 0 0]' } = {},
): Objects => ({
  [field]: `<</Type /Annot /Subtype /Widget /FT /Sig /T (${name}) /Rect ${rect} /F 132 /P 3 0 R /V ${signature} 0 R ${look}>>`,
  6: `<</Fields [${fields} ${field} 0 R] /SigFlags 3 /DR <</Font <</Helv 5 0 R>>>> /DA (/Helv 10 Tf 0 g)>>`,
  3: page.replace('9 0 R]', `9 0 R ${field} 0 R]`),
});

/** A document time stamp in a field of its own. */
export const stampPdf = (file: Buffer, options: SignatureOptions = {}): Promise<Buffer> =>
  signPdf(file, {
    number: 40,
    objects: (signature) => furtherField(41, signature, { name: 'stamp' }),
    subFilter: 'ETSI.RFC3161',
    dictionary: (usual) => usual.replace('/Type /Sig', '/Type /DocTimeStamp'),
    cms: (parts) => stamp(...parts),
    ...options,
  });

export async function judgePdf(bytes: Buffer, more: { crls?: readonly Uint8Array[] } = {}) {
  const { report, content } = await verify(
    { bytes },
    { at: new Date(), anchors: [root.der], crls: more.crls ?? [crl] },
  );
  return { ...report, content: Buffer.from(content ?? []) };
}

/** What one signature's report says, in short: `TOTAL_PASSED`, or the sub-indication with the codes of its findings. */
export function short({ indication, subIndication, errors }: SignatureReport): string {
  return indication === 'TOTAL_PASSED' ? indication : `${subIndication} ${errors.map(({ code }) => code).join(' ')}`;
}

export const verdicts = async (bytes: Buffer): Promise<string[]> => (await judgePdf(bytes)).signatures.map(short);
