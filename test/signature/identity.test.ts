import { der } from '../../signature/asn1/der';
import { sameIdentity } from '../../signature/certificate/identity';
import { createSigner } from '../../signature/creation/signer';
import type { SignatureReport } from '../../signature/report';
import { NUMBER_WARNINGS } from '../../signature/validation/identity';
import { verify } from '../../signature/verify';
import { EXTENSIONS } from '../../stack/trust/issue';
import { createPdf } from '../support/pdf-builder';
import { signPdf } from '../support/pdf-signing';
import { ecdsa } from '../support/signature/algorithms';
import { cms } from '../support/signature/build-cms';
import {
  AUTHORITY,
  SIGNS,
  certify,
  crl,
  days,
  extension,
  nameOf,
  relativeName,
  type Holder,
  type Name,
  type Wish,
} from '../support/signature/pki';

const AT = new Date();
const algorithm = ecdsa('P-256', 'sha256');
const life = { algorithm, notBefore: days(-30, AT), notAfter: days(30, AT) };
const root = certify({ ...life, name: [['CN', 'Test Root']], extensions: AUTHORITY });
const list = crl(root, { thisUpdate: days(-1, AT), nextUpdate: days(1, AT) });
const holder = (wish: Partial<Wish>): Holder =>
  certify({ ...life, name: [], issuer: root, owner: 'signer', extensions: SIGNS, ...wish });

const DOCUMENT = Buffer.from('Заявление');
const FORMATS = {
  CAdES: async (signer: Holder) => cms({ content: DOCUMENT, signer, signingTime: AT }),
  PAdES: async (signer: Holder) => signPdf(createPdf(), { signer: createSigner(signer.key, [signer.der]) }),
};

async function check(wish: Partial<Wish>, format: keyof typeof FORMATS = 'CAdES'): Promise<SignatureReport> {
  const bytes = await FORMATS[format](holder(wish));
  const { report } = await verify({ bytes }, { at: new Date(), anchors: [root.der], crls: [list] });
  const [signature] = report.signatures;
  if (!signature) throw new Error('Nobody signed');
  return signature;
}

const codes = ({ errors }: SignatureReport): string[] => errors.map(({ code }) => code);

const CN = '2.5.4.3';
const OU = '2.5.4.11';
const PROVINCE = '2.5.4.8';
const EGN = ['serialNumber', 'PNOBG-8501010011', 0x13] as const;
const person = (...more: Name): Name => [['C', 'BG', 0x13], ['CN', 'Мария Иванова'], ...more];
const typed = (kind: string, country: string, number: string) => ({ kind, country, number });

const SEMANTICS = { natural: '0.4.0.194121.1.1', legal: '0.4.0.194121.1.2' };
const declares = (semantics: keyof typeof SEMANTICS): Buffer =>
  extension(
    '1.3.6.1.5.5.7.1.3',
    false,
    der.sequence(der.sequence(der.oid('1.3.6.1.5.5.7.11.2'), der.sequence(der.oid(SEMANTICS[semantics])))),
  );
const SEAL = [...SIGNS, EXTENSIONS.qualified('eseal')];

describe('a signer is known by kind, country and number', () => {
  it.each([
    ['EGN', person(EGN), [typed('PNO', 'BG', '8501010011')]],
    ['LNCh', person(['serialNumber', 'PNOBG-1001001001']), [typed('PNO', 'BG', '1001001001')]],
    ['foreign personal number', person(['serialNumber', 'PNODE-12']), [typed('PNO', 'DE', '12')]],
    ['passport', person(['serialNumber', 'PASDE-C01X00T47']), [typed('PAS', 'DE', 'C01X00T47')]],
    ['identity card', person(['serialNumber', 'IDCBG-640000001']), [typed('IDC', 'BG', '640000001')]],
    ['tax number', person(['serialNumber', 'TINBG-8501010011']), [typed('TIN', 'BG', '8501010011')]],
    ['identifier of one country', person(['serialNumber', 'EI:SE-200007292386']), [typed('EI', 'SE', '200007292386')]],
    [
      'person of a company',
      person(EGN, ['O', 'ПроSoft ООД'], ['organizationIdentifier', 'NTRBG-999000120']),
      [typed('PNO', 'BG', '8501010011'), typed('NTR', 'BG', '999000120')],
    ],
    ['serial number that is none of a person', person(['serialNumber', '0042']), []],
    ['name without any number', person(), []],
  ])('%s', async (_kind, name, identifiers) => {
    const signature = await check({ name });
    expect([signature.indication, codes(signature), signature.signedBy?.identifiers]).toEqual([
      'TOTAL_PASSED',
      [],
      identifiers,
    ]);
  });

  it('a company that seals is known by its register number', async () => {
    const name: Name = [
      ['C', 'BG', 0x13],
      ['O', 'Пример ООД'],
      ['CN', 'Пример ООД'],
      ['organizationIdentifier', 'NTRBG-999000120'],
    ];
    const signature = await check({ name, extensions: [...SEAL] });
    expect([codes(signature), signature.signedBy?.identifiers]).toEqual([[], [typed('NTR', 'BG', '999000120')]]);
  });

  it.each(['natural', 'legal'] as const)('a certificate may say that it follows the rules: %s', async (semantics) => {
    const name = person(EGN, ['O', 'Пример'], ['organizationIdentifier', 'NTRBG-999000120']);
    expect(codes(await check({ name, extensions: [...SIGNS, declares(semantics)] }))).toEqual([]);
  });

  it('is the applicant only where all three are exactly the same', async () => {
    const signature = await check({ name: person(['serialNumber', 'PASBG-AB123']) });
    const is = (kind: string, country: string, number: string) => sameIdentity(signature, typed(kind, country, number));
    expect(is('PAS', 'BG', 'AB123')).toBe(true);
    for (const other of [
      is('IDC', 'BG', 'AB123'),
      is('PAS', 'DE', 'AB123'),
      is('PAS', 'BG', 'ab123'),
      is('PAS', 'BG', 'AB1234'),
      is('PAS', 'BG', ' AB123'),
      is('PAS', 'BG', 'АB123'),
    ])
      expect(other).toBe(false);
  });

  it('the names may be written in every type of text, and in Latin', async () => {
    const utf16 = Buffer.from('Мария Иванова', 'utf16le').swap16();
    const names: Name[] = [
      [['CN', utf16, 0x1e], EGN],
      [['CN', 'Maria Ivanova', 0x13], EGN],
      [['CN', 'Maria Ivanova II', 0x14], EGN],
      [['CN', 'Мария Иванова II'], EGN],
      [['CN', 'Мария Smith-Иванова'], EGN],
    ];
    for (const name of names) expect(codes(await check({ name }))).toEqual([]);
  });
});

/** signatures.md, 7.2: what makes it uncertain whose a signature is. */
const DEFECTS: readonly [what: string, wish: Partial<Wish>, code: string][] = [
  ['an EGN with a wrong check digit', { name: person(['serialNumber', 'PNOBG-8501010012']) }, 'IDENTIFIER_INVALID'],
  ['an EGN of 30 February', { name: person(['serialNumber', 'PNOBG-5802302137']) }, 'IDENTIFIER_INVALID'],
  ['an LNCh with a wrong check digit', { name: person(['serialNumber', 'PNOBG-1001001002']) }, 'IDENTIFIER_INVALID'],
  ['a personal number of nine digits', { name: person(['serialNumber', 'PNOBG-850101001']) }, 'IDENTIFIER_INVALID'],
  ['an identifier without its hyphen', { name: person(['serialNumber', 'PNOBG8501010011']) }, 'IDENTIFIER_MALFORMED'],
  ['an identifier in small letters', { name: person(['serialNumber', 'pnobg-8501010011']) }, 'IDENTIFIER_MALFORMED'],
  ['a space behind the number', { name: person(['serialNumber', 'PNOBG-8501010011 ']) }, 'IDENTIFIER_MALFORMED'],
  [
    'a plain number where the certificate promises a typed one',
    { name: person(['serialNumber', '8501010011']), extensions: [...SIGNS, declares('natural')] },
    'IDENTIFIER_MALFORMED',
  ],
  ['two personal numbers', { name: person(EGN, ['serialNumber', 'PNOBG-5804122134']) }, 'IDENTIFIER_AMBIGUOUS'],
  ['the same personal number twice', { name: person(EGN, EGN) }, 'IDENTIFIER_AMBIGUOUS'],
  [
    'two organisations',
    { name: person(EGN, ['organizationIdentifier', 'NTRBG-999000120'], ['organizationIdentifier', 'VATBG-999000120']) },
    'ORGANISATION_AMBIGUOUS',
  ],
  [
    'a seal of an organisation without its number',
    { name: [['O', 'Пример ООД']], extensions: [...SEAL] },
    'ORGANISATION_UNIDENTIFIED',
  ],
  [
    'an organisation promised, and none there',
    { name: [['O', 'Пример ООД']], extensions: [...SIGNS, declares('legal')] },
    'ORGANISATION_UNIDENTIFIED',
  ],
  ['the number in the name', { name: [[CN, 'Мария Иванова PNOBG-8501010011']] }, 'IDENTIFIER_MISPLACED'],
  ['the number in the unit', { name: person([OU, 'EGN:8501010011']) }, 'IDENTIFIER_MISPLACED'],
  ['the number in the province', { name: person([PROVINCE, 'Sofia, ЕГН 8501010011']) }, 'IDENTIFIER_MISPLACED'],
  ['another number in the province', { name: person(EGN, [PROVINCE, 'EGN:5804122134']) }, 'IDENTIFIER_MISPLACED'],
  [
    'another number among the other names',
    {
      name: person(EGN),
      extensions: [
        ...SIGNS,
        extension(
          '2.5.29.17',
          false,
          der.sequence(der.explicit(4, nameOf([['serialNumber', 'PNOBG-5804122134', 0x13]]))),
        ),
      ],
    },
    'IDENTIFIER_MISPLACED',
  ],
  ['a company’s number as a person’s', { name: person(['serialNumber', 'NTRBG-999000120']) }, 'IDENTIFIER_MISPLACED'],
  [
    'a person’s number as a company’s',
    { name: person(['organizationIdentifier', 'PNOBG-8501010011']) },
    'IDENTIFIER_MISPLACED',
  ],
  [
    'the number in one relative name with an organisation',
    { subject: der.sequence(relativeName(['CN', 'Мария Иванова']), relativeName(['O', 'Пример'], EGN)) },
    'IDENTIFIER_MISPLACED',
  ],
  [
    'the number in one relative name with another person',
    { subject: der.sequence(relativeName(['CN', 'Мария Иванова']), relativeName(['CN', 'Иван Петров'], EGN)) },
    'IDENTITY_ATTRIBUTE_TWICE',
  ],
  ['a Latin letter in a Cyrillic name', { name: [['CN', 'Мaрия Иванова'], EGN] }, 'IDENTITY_HOMOGLYPH'],
  ['a Cyrillic letter in a Latin name', { name: [['CN', 'Mаria Ivanova'], EGN] }, 'IDENTITY_HOMOGLYPH'],
  ['a Greek letter in a Latin name', { name: [['CN', 'Ivan Petrοv'], EGN] }, 'IDENTITY_HOMOGLYPH'],
  ['a Cyrillic name with one Latin word of look-alikes', { name: [['CN', 'Иван Pocoxa'], EGN] }, 'IDENTITY_HOMOGLYPH'],
  ['letters of full width', { name: [['CN', 'Ｉvan Petrov'], EGN] }, 'IDENTITY_HOMOGLYPH'],
  ['a Cyrillic letter in the identifier', { name: person(['serialNumber', 'PNОBG-8501010011']) }, 'IDENTITY_HOMOGLYPH'],
  ['a digit of another script', { name: person(['serialNumber', 'PNOBG-850101001١']) }, 'IDENTITY_HOMOGLYPH'],
  ['a mark that turns the writing', { name: [['CN', 'Мария \u202eавонавИ'], EGN] }, 'IDENTITY_HIDDEN_CHARACTER'],
  ['a joiner without width', { name: [['CN', 'Мария Ива\u200dнова'], EGN] }, 'IDENTITY_HIDDEN_CHARACTER'],
  ['a NUL in the name', { name: [['CN', 'Мария\0Иванова'], EGN] }, 'IDENTITY_HIDDEN_CHARACTER'],
  [
    'a NUL behind the number',
    { name: person(['serialNumber', 'PNOBG-8501010011\0', 0x13]) },
    'IDENTITY_HIDDEN_CHARACTER',
  ],
];

const isOfNumber = (code: string): boolean => NUMBER_WARNINGS.includes(code);

describe.each(['CAdES', 'PAdES'] as const)('%s: a person has to look at', (format) => {
  it.each(DEFECTS.filter(([, , code]) => !isOfNumber(code)))('%s', async (_what, wish, code) => {
    const signature = await check(wish, format);
    expect([signature.indication, signature.subIndication]).toEqual(['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE']);
    expect(codes(signature)).toContain(code);
  });
});

describe('a sound signature warns whoever compares it with an applicant of', () => {
  it.each(DEFECTS.filter(([, , code]) => isOfNumber(code)))('%s', async (_what, wish, code) => {
    const { indication, warnings } = await check(wish);
    expect([indication, warnings.map((warning) => warning.code)]).toEqual(['TOTAL_PASSED', [code]]);
  });
});

it('a look-alike is named, so that a clerk finds it', async () => {
  const { errors } = await check({ name: [['CN', 'Мaрия Иванова'], EGN] });
  expect(errors[0]?.bg).toContain('латинската буква „a“ (U+0061)');
  expect(errors[0]?.en).toContain('the Latin letter “a” (U+0061)');
});

it('an identifier that cannot be relied on is nobody’s', async () => {
  const { signedBy } = await check({ name: person(['serialNumber', 'PNОBG-8501010011'], [OU, 'EGN:8501010011']) });
  expect(signedBy?.identifiers).toEqual([]);
});

it('a name repeated as it stands in the number misleads nobody', async () => {
  expect(codes(await check({ name: person(EGN, [PROVINCE, 'EGN:8501010011']) }))).toEqual([]);
});

it('a name with letters that its type does not have is a doubt of its holder alone, not of others in the bag', async () => {
  const broken: Name = [['CN', Buffer.from('Иван'), 0x13], EGN];
  expect(codes(await check({ name: broken }))).toEqual(['IDENTITY_HIDDEN_CHARACTER']);
  const [signer, other] = [holder({ name: person(EGN) }), holder({ name: broken })];
  const bytes = cms({ content: DOCUMENT, signer, signingTime: AT, certificates: [signer.der, other.der] });
  const { report } = await verify({ bytes }, { at: new Date(), anchors: [root.der], crls: [list] });
  expect(report.indication).toBe('TOTAL_PASSED');
});

it.each([
  ['UTF-8 that is none', Buffer.from([0x49, 0xc3, 0x28]), 0x0c],
  ['half a letter in a BMPString', Buffer.from([0x04, 0x18, 0x04]), 0x1e],
  ['half a pair in a BMPString', Buffer.from([0xd8, 0x00]), 0x1e],
])('a certificate whose name has %s cannot be read', async (_what, value, tag) => {
  const [signer, broken] = [holder({ name: person(EGN) }), holder({ name: [['CN', value, tag]] })];
  const bytes = cms({ content: DOCUMENT, signer, signingTime: AT, certificates: [signer.der, broken.der] });
  const { report } = await verify({ bytes }, { at: new Date(), anchors: [root.der], crls: [list] });
  expect([report.indication, report.subIndication]).toEqual(['TOTAL_FAILED', 'FORMAT_FAILURE']);
});
