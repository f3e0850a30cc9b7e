import type { Finding } from './report';

/** What is worth knowing and changes no verdict. */
export const REMARKS = {
  timeStampNotTrusted: (time: string | null): Finding => ({
    code: 'TIME_STAMP_PROVES_NOTHING',
    bg: `Времевият печат (${time ?? 'без време'}) не е от доверен издател или не може да се провери; не се взема предвид.`,
    en: `The time stamp (${time ?? 'without a time'}) is not of a trusted issuer, or cannot be checked; it is left aside.`,
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
  revokedLater: (date: string): Finding => ({
    code: 'REVOKED_LATER',
    bg: `Сертификатът е прекратен на ${date}, след като подписът вече е съществувал.`,
    en: `The certificate was revoked on ${date}, when the signature already existed.`,
  }),
};
