import { randomBytes } from 'node:crypto';

import { sealPdf } from '../../signature/creation/seal';
import { buildSignedData } from '../../signature/creation/sign-cms';
import { createSigner, type Signer } from '../../signature/creation/signer';
import { readTimeStampResponse, timeStampRequest } from '../../signature/time-stamp/request';
import { EXTENSIONS, issue, issueCrl } from '../../stack/trust/issue';
import { answerTimeStamp } from '../../stack/trust/responders';

/** What is verified: three certificates, RSA-2048, lists of both authorities. */

const HOUR = 3_600_000;
export const NOW = new Date();
const life = { notBefore: new Date(NOW.getTime() - 24 * HOUR), notAfter: new Date(NOW.getTime() + 24 * HOUR) };
const AUTHORITY = [EXTENSIONS.authority(), EXTENSIONS.keyUsage(0x06)];

const root = issue({ ...life, subject: [['commonName', 'Root']], extensions: AUTHORITY });
const issuing = issue({ ...life, subject: [['commonName', 'Issuing']], issuer: root, extensions: AUTHORITY });
const person = issue({
  ...life,
  subject: [
    ['country', 'BG'],
    ['commonName', 'Мария Иванова'],
    ['serialNumber', 'PNOBG-8501010011'],
  ],
  issuer: issuing,
  extensions: [EXTENSIONS.endEntity(), EXTENSIONS.keyUsage(0xc0), EXTENSIONS.qualified('esign')],
});
const tsa = issue({
  ...life,
  subject: [['commonName', 'Time']],
  issuer: issuing,
  extensions: [EXTENSIONS.endEntity(), EXTENSIONS.keyUsage(0xc0), EXTENSIONS.purpose('1.3.6.1.5.5.7.3.8', true)],
});

export const signer: Signer = createSigner(person.key, [person.der, issuing.der]);
export const anchors = [root.der];
export const lists = [issueCrl(root, [], NOW), issueCrl(issuing, [], NOW)];

/** The issuing authority's list with 50,000 others in it. */
export const longList = (): Buffer =>
  issueCrl(
    issuing,
    Array.from({ length: 50_000 }, (_, at) => ({ serial: (0x100_0000 + at).toString(16), at: life.notBefore })),
    NOW,
  );

export async function timeStamp(digest: Uint8Array): Promise<Uint8Array> {
  const request = timeStampRequest(digest);
  const answer = await answerTimeStamp(request.der, { authority: tsa, chain: [issuing.der], now: new Date() });
  return readTimeStampResponse(answer, request);
}

export const document = (size: number): Buffer => randomBytes(size);

export const cades = (content: Buffer, more: { timeStamp?: typeof timeStamp } = {}): Promise<Buffer> =>
  buildSignedData({ signer, parts: [content], signingTime: NOW, ...more });

/** One page and a stream of this size. */
export function pdf(size: number): Buffer {
  const stream = randomBytes(size).toString('latin1');
  const objects = [
    '<</Type /Catalog /Pages 2 0 R>>',
    '<</Type /Pages /Kids [3 0 R] /Count 1>>',
    '<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R>>',
    `<</Length ${size}>>\nstream\n${stream}\nendstream`,
  ];
  let text = '%PDF-1.7\n';
  const offsets = objects.map((body, at) => {
    const offset = text.length;
    text += `${at + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const rest = `xref\n0 5\n0000000000 65535 f \n${offsets.join('')}trailer\n<</Size 5 /Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + rest, 'latin1');
}

export const seal = async (file: Buffer, more: { timeStamp?: typeof timeStamp } = {}): Promise<Buffer> =>
  Buffer.from(await sealPdf(file, signer, { at: NOW, reason: 'bench', ...more }));
