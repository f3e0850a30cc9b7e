import { fault, type Fault, type Words } from './fault';

/** The signature may be sound, but whose it is cannot be told for certain: a person has to look (EN 319 102-1, 5.2.8). */
const doubt = (code: string, bg: string, en: string): Fault =>
  fault('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', code, bg, en);

export const IDENTITY_FAULTS = {
  identity: () =>
    doubt(
      'IDENTIFIER_AMBIGUOUS',
      'Сертификатът съдържа повече от един личен номер и не е ясно чий е. Подпишете с друг сертификат и съобщете на издателя му.',
      'The certificate holds more than one personal identifier, and whose it is cannot be told. Sign with another certificate and tell its issuer.',
    ),
  numberInvalid: () =>
    doubt(
      'IDENTIFIER_INVALID',
      'Личният номер в сертификата не е нито ЕГН, нито ЛНЧ: контролната цифра или датата в него не е вярна. Поискайте от издателя нов сертификат.',
      'The personal number in the certificate is neither an EGN nor an LNCh: its check digit or its date is wrong. Ask the issuer for a new certificate.',
    ),
  identifierMalformed: () =>
    doubt(
      'IDENTIFIER_MALFORMED',
      'Номерът на лицето в сертификата не е записан, както изисква стандартът (например PNOBG- и десет цифри). Поискайте от издателя нов сертификат.',
      'The identifier in the certificate is not written as the standard demands (for example PNOBG- and ten digits). Ask the issuer for a new certificate.',
    ),
  identifierMisplaced: ({ bg, en }: Words) =>
    doubt(
      'IDENTIFIER_MISPLACED',
      `Личен номер или ЕИК стои в сертификата не там, където е мястото му (${bg}), и не се взема предвид. Подпишете с нов сертификат или покажете документ за самоличност на гише.`,
      `An identifier stands in the wrong place of the certificate (${en}) and is not relied on. Sign with a new certificate, or show an identity document at the counter.`,
    ),
  organisationAmbiguous: () =>
    doubt(
      'ORGANISATION_AMBIGUOUS',
      'Сертификатът посочва повече от една организация и не е ясно за коя е подписано. Подпишете с друг сертификат.',
      'The certificate names more than one organisation, and for which it was signed cannot be told. Sign with another certificate.',
    ),
  organisationUnidentified: () =>
    doubt(
      'ORGANISATION_UNIDENTIFIED',
      'Печатът е на организация, но в сертификата няма неин номер (ЕИК). Името само не стига. Поискайте от издателя сертификат с ЕИК.',
      'The seal is an organisation’s, but the certificate holds no identifier of it. A name alone is not enough. Ask the issuer for a certificate with one.',
    ),
  attributeTwice: ({ bg, en }: Words) =>
    doubt(
      'IDENTITY_ATTRIBUTE_TWICE',
      `Сертификатът посочва два пъти едно и също (${bg}) и не е ясно кое важи. Подпишете с друг сертификат.`,
      `The certificate states the same thing twice (${en}), and which counts cannot be told. Sign with another certificate.`,
    ),
  homoglyph: ({ bg, en }: Words) =>
    doubt(
      'IDENTITY_HOMOGLYPH',
      `Името или номерът в сертификата съдържа знак, който само прилича на друг: ${bg}. Служител трябва да сравни лицето с документ за самоличност.`,
      `The name or the identifier in the certificate holds a character that only looks like another: ${en}. An official has to compare the person with an identity document.`,
    ),
  hiddenCharacter: ({ bg, en }: Words) =>
    doubt(
      'IDENTITY_HIDDEN_CHARACTER',
      `Името или номерът в сертификата съдържа знак, който не се вижда: ${bg}. Служител трябва да сравни лицето с документ за самоличност.`,
      `The name or the identifier in the certificate holds a character that is not seen: ${en}. An official has to compare the person with an identity document.`,
    ),
};
