import { renderSignatureReport, type SignatureReportContent } from '../../letters/signature-report';
import type { SignatureView } from '../../letters/signature-report-view';
import { pdfText, poppler } from '../support/pdf-text';
import { town } from './example';

const reason = (code: string, bg: string, en: string) => ({ code, bg, en });

const OWN = 'a1'.repeat(32);
const ISSUER = 'b2'.repeat(32);

const passed: SignatureView = {
  indication: 'TOTAL_PASSED',
  subIndication: null,
  level: 'PAdES-BASELINE-T',
  signedBy: {
    name: 'Мария Петрова Иванова',
    identifiers: [
      { kind: 'PNO', country: 'BG', number: '5804122134' },
      { kind: 'NTR', country: 'BG', number: '999000120' },
    ],
  },
  signingTime: '2026-11-24T22:29:50.000Z',
  bestSignatureTime: '2026-11-24T22:30:00.000Z',
  scope: 'FULL',
  chain: [
    { subject: 'C=BG\nCN=Мария Петрова Иванова', issuer: 'C=BG\nCN=Издател', serial: '1f2e', sha256: OWN },
    { subject: 'C=BG\nCN=Издател', issuer: 'C=BG\nCN=Корен', serial: '02', sha256: ISSUER },
  ],
  timeStamps: [
    {
      ...{ type: 'signature', time: '2026-11-24T22:30:00.000Z', authority: 'C=BG\nCN=Времеви печати' },
      ...{ indication: 'TOTAL_PASSED', subIndication: null, errors: [] },
    },
  ],
  revocation: [{ certificate: OWN, source: 'OCSP', status: 'good', producedAt: '2026-11-24T22:31:00.000Z' }],
  errors: [],
  warnings: [],
  infos: [reason('SIGNED_DATA_UNCHANGED', 'Подписаното не е променяно.', 'What was signed is unchanged.')],
};

const doubtful: SignatureView = {
  ...passed,
  indication: 'INDETERMINATE',
  subIndication: 'TRY_LATER',
  level: 'PAdES-BASELINE-B',
  scope: 'PARTIAL',
  signingTime: null,
  timeStamps: [],
  revocation: [],
  errors: [reason('REVOCATION_UNKNOWN', 'Издателят не отговори.', 'The issuer did not answer.')],
  warnings: [reason('TIME_STAMP_PROVES_NOTHING', 'Печатът не се взема предвид.', 'The time stamp is left aside.')],
};

const content = (...signatures: SignatureView[]): SignatureReportContent => ({
  town,
  policy: { bg: 'ETSI EN 319 102-1; доверени издатели', en: 'ETSI EN 319 102-1; trusted issuers' },
  checkedAt: new Date('2026-11-25T08:00:05Z'),
  documentName: 'zayavlenie <1> & подписано.pdf',
  report: {
    indication: signatures.at(-1)?.indication ?? 'TOTAL_FAILED',
    subIndication: signatures.at(-1)?.subIndication ?? null,
    format: 'PAdES',
    signatures,
  },
});

const read = async (...signatures: SignatureView[]): Promise<string> =>
  pdfText(await renderSignatureReport(content(...signatures)));

test('says what was checked, when, by which rules, and what came of it', async () => {
  const text = await read(passed);
  for (const part of [
    'Доклад от проверка на електронен подпис',
    'Документ (Document): zayavlenie <1> & подписано.pdf',
    '25.11.2026 г., 10:00:05 ч. (UTC+02:00)',
    'ETSI EN 319 102-1; доверени издатели (ETSI EN 319 102-1; trusted issuers)',
    'Резултат (Indication): валиден (TOTAL_PASSED)',
  ])
    expect(text).toContain(part);
});

test('says who signed, with what, when, and how it is known', async () => {
  const text = await read(passed);
  for (const part of [
    'Подписан от (Signed by): Мария Петрова Иванова',
    'ЕГН (PNOBG): 5804122134',
    'ЕИК (NTRBG): 999000120',
    'PAdES-BASELINE-T',
    'целият файл (FULL)',
    '25.11.2026 г., 00:29:50 ч. (UTC+02:00)',
    'върху подписа (signature) 25.11.2026 г., 00:30:00 ч. (UTC+02:00) C=BG, CN=Времеви печати валиден (TOTAL_PASSED)',
    'C=BG, CN=Издател Издател (Issuer): C=BG, CN=Корен № 02',
    'не е прекратен (good), OCSP, към 25.11.2026 г., 00:31:00 ч.',
    'За сведение (Information): Подписаното не е променяно. (What was signed is unchanged.) SIGNED_DATA_UNCHANGED',
  ])
    expect(text).toContain(part);
  expect(text.replace(/\s/g, '')).toContain(OWN);
});

test('gives every reason with its code, and each of several signatures its own part', async () => {
  const text = await read(passed, doubtful);
  expect(text).toContain('Подпис 1 от 2 (Signature)');
  const second = text.slice(text.indexOf('Подпис 2 от 2 (Signature)'));
  for (const part of [
    'не може да се установи (INDETERMINATE, TRY_LATER)',
    'Издателят не отговори. (The issuer did not answer.) REVOCATION_UNKNOWN',
    'Печатът не се взема предвид. (The time stamp is left aside.) TIME_STAMP_PROVES_NOTHING',
    'част от файла (PARTIAL)',
    'не е посочено',
  ])
    expect(second).toContain(part);
});

test('a file that could not be read has a report too', async () => {
  const unread: SignatureView = {
    ...{ ...doubtful, indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE', signedBy: null },
    ...{ bestSignatureTime: null, chain: [] },
  };
  expect(await read(unread)).toContain('невалиден (TOTAL_FAILED, FORMAT_FAILURE)');
  expect(await read(unread)).toContain('не се знае');
});

test('a file made to hold thousands of signatures with names without end is still a letter', async () => {
  const endless = { ...passed, signedBy: { name: 'Ж'.repeat(1_000_000), identifiers: [] } };
  const signatures = Array.from({ length: 5_000 }, () => endless);
  const text = await read(...signatures);
  expect(text).toContain('Подпис 40 от 5000');
  expect(text).toContain('Още 4960 не са отпечатани');
});

test('is tagged, in Bulgarian, with embedded fonts; the same report is the same bytes', async () => {
  const [first, again] = await Promise.all([
    renderSignatureReport(content(passed)),
    renderSignatureReport(content(passed)),
  ]);
  expect(Buffer.from(first).equals(Buffer.from(again))).toBe(true);
  expect(poppler('pdfinfo', first)).toMatch(/Tagged:\s+yes/);
  expect(Buffer.from(first).toString('latin1')).toMatch(/\/Lang \(bg-BG\)/);
  for (const line of poppler('pdffonts', first).trim().split('\n').slice(2))
    expect(line).toMatch(/NotoSans.* yes yes yes /);
});
