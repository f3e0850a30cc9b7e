import type { Finding } from './report';

/** What is worth knowing and changes no verdict; times are ISO 8601. */
export const REMARKS = {
  unchanged: (): Finding => ({
    code: 'SIGNED_DATA_UNCHANGED',
    bg: 'Подписаното съдържание не е променяно след подписването.',
    en: 'What was signed is unchanged since it was signed.',
  }),
  certificateValid: (time: string): Finding => ({
    code: 'CERTIFICATE_VALID',
    bg: `Сертификатът е бил в срок и от доверен издател към ${inBulgarian(time)}. Подписът със сигурност е съществувал тогава.`,
    en: `The certificate was within its life and of a trusted issuer at ${inEnglish(time)}, when the signature is known to have existed.`,
  }),
  notRevoked: (source: string, time: string): Finding => ({
    code: 'CERTIFICATE_NOT_REVOKED',
    bg: `Издателят потвърждава към ${inBulgarian(time)}, че сертификатът не е прекратен (${source}).`,
    en: `The issuer states as of ${inEnglish(time)} that the certificate is not revoked (${source}).`,
  }),
  forOrganisation: (): Finding => ({
    code: 'SIGNED_FOR_ORGANISATION',
    bg: 'Сертификатът посочва лицето, което е подписало, и организация. Дали то може само да я представлява, не пише в него: вижте регистъра, в който е вписана.',
    en: 'The certificate names the person who signed and an organisation. Whether they may act for it alone it does not say: see the register that the organisation is in.',
  }),
  timeStampNotTrusted: (time: string | null): Finding => ({
    code: 'TIME_STAMP_PROVES_NOTHING',
    bg: `Времевият печат (${time === null ? 'без време' : inBulgarian(time)}) не е от доверен издател или не може да се провери. Не се взема предвид.`,
    en: `The time stamp (${time === null ? 'without a time' : inEnglish(time)}) is not of a trusted issuer, or cannot be checked. It is left aside.`,
  }),
  counterSigned: (): Finding => ({
    code: 'COUNTER_SIGNED',
    bg: 'Подписът е приподписан от друго лице. Приподписът не е проверяван.',
    en: 'The signature was counter-signed by someone else. The counter-signature was not judged.',
  }),
  evidenceRecord: (): Finding => ({
    code: 'EVIDENCE_RECORD',
    bg: 'Към подписа има запис за доказване (RFC 4998). Записът не е проверяван.',
    en: 'There is an evidence record (RFC 4998) with the signature. It was not judged.',
  }),
};

const inEnglish = (time: string): string => time.replace(/^(.{10})T(.{8}).*$/, '$1 $2 UTC');

const inBulgarian = (time: string): string =>
  time.replace(/^(\d{4})-(\d{2})-(\d{2})T(.{8}).*$/, '$3.$2.$1 г., $4 ч. (UTC)');
