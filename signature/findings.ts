import { Fault, fault, type Words } from './fault';
import { IDENTITY_FAULTS } from './identity-faults';

export { Fault };

/** One entry a fault, with the sentence a clerk reads to a citizen. */
export const FAULTS = {
  format: (reason: string) =>
    fault(
      'TOTAL_FAILED',
      'FORMAT_FAILURE',
      'FORMAT_FAILURE',
      `Файлът с подписа е повреден или не отговаря на стандарта. Подпишете отново. Техническа причина: ${reason}.`,
      `The signature file is damaged or does not follow the standard. Sign again. Technical reason: ${reason}.`,
    ),
  hash: () =>
    fault(
      'TOTAL_FAILED',
      'HASH_FAILURE',
      'HASH_FAILURE',
      'Документът е променен след подписването или подписът е за друг документ. Подпишете отново документа, който подавате.',
      'The document was changed after signing, or the signature is for another document. Sign the document that you file again.',
    ),
  crypto: () =>
    fault(
      'TOTAL_FAILED',
      'SIG_CRYPTO_FAILURE',
      'SIG_CRYPTO_FAILURE',
      'Подписът не съответства на сертификата: подправен е или е повреден. Подпишете отново.',
      'The signature does not match the certificate: it is forged or damaged. Sign again.',
    ),
  contentMissing: () =>
    fault(
      'INDETERMINATE',
      'SIGNED_DATA_NOT_FOUND',
      'SIGNED_DATA_NOT_FOUND',
      'Подписът е в отделен файл, а подписаният документ не е приложен. Приложете и документа.',
      'The signature is in a separate file, and the signed document was not given. Give the document too.',
    ),
  noCertificate: () =>
    fault(
      'INDETERMINATE',
      'NO_SIGNING_CERTIFICATE_FOUND',
      'NO_SIGNING_CERTIFICATE_FOUND',
      'В подписа няма сертификат на лицето, което е подписало. Подпишете отново и включете сертификата във файла.',
      'The signature holds no certificate of the signer. Sign again, with the certificate in the file.',
    ),
  noEss: () =>
    fault(
      'INDETERMINATE',
      'SIG_CONSTRAINTS_FAILURE',
      'SIGNING_CERTIFICATE_ATTRIBUTE_MISSING',
      'Подписът не посочва сертификата, с който е направен (липсва атрибутът signing-certificate). Подпишете отново във формат CAdES или PAdES.',
      'The signature does not name the certificate it was made with (the signing-certificate attribute is missing). Sign again as CAdES or PAdES.',
    ),
  essMismatch: () =>
    fault(
      'TOTAL_FAILED',
      'FORMAT_FAILURE',
      'SIGNING_CERTIFICATE_MISMATCH',
      'Подписът посочва друг сертификат, а не приложения в него. Подпишете отново.',
      'The signature names another certificate than the one it holds. Sign again.',
    ),
  noNonRepudiation: () =>
    fault(
      'INDETERMINATE',
      'SIG_CONSTRAINTS_FAILURE',
      'NO_NON_REPUDIATION',
      'Сертификатът не е предназначен за подписване на документи. Подпишете със сертификат за електронен подпис.',
      'The certificate is not meant for signing documents. Sign with a certificate for electronic signatures.',
    ),
  noSigningTime: () =>
    fault(
      'INDETERMINATE',
      'SIG_CONSTRAINTS_FAILURE',
      'SIGNING_TIME_MISSING',
      'В подписа не пише кога е направен. Подпишете отново с програма, която записва времето.',
      'The signature does not say when it was made. Sign again with a program that states the time.',
    ),
  signingTime: () =>
    fault(
      'INDETERMINATE',
      'SIG_CONSTRAINTS_FAILURE',
      'SIGNING_TIME_OUTSIDE',
      'Посоченото време на подписване е в бъдещето или извън срока на сертификата. Проверете часовника на компютъра и подпишете отново.',
      'The signing time stated is in the future or outside the certificate’s life. Check the computer’s clock and sign again.',
    ),
  algorithm: () =>
    fault(
      'INDETERMINATE',
      'CRYPTO_CONSTRAINTS_FAILURE',
      'ALGORITHM_NOT_TRUSTED',
      'Подписът използва непознат или остарял алгоритъм. Подпишете отново със SHA-256 или по-нов.',
      'The signature uses an unknown or outdated algorithm. Sign again with SHA-256 or a newer one.',
    ),
  algorithmsDiffer: () =>
    fault(
      'INDETERMINATE',
      'CRYPTO_CONSTRAINTS_FAILURE',
      'ALGORITHMS_DIFFER',
      'Подписът посочва два различни хеш алгоритъма. Подпишете отново с друга програма.',
      'The signature names two different hash algorithms. Sign again with another program.',
    ),
  expiredNoProof: () =>
    fault(
      'INDETERMINATE',
      'OUT_OF_BOUNDS_NO_POE',
      'CERTIFICATE_EXPIRED_NO_PROOF',
      'Сертификатът е с изтекъл срок и няма доказателство, че подписът е направен преди това. Подновете сертификата и подпишете отново.',
      'The certificate has expired, and nothing proves that the signature was made before. Renew the certificate and sign again.',
    ),
  issuerLate: () =>
    fault(
      'INDETERMINATE',
      'OUT_OF_BOUNDS_NO_POE',
      'ISSUER_OUT_OF_DATE',
      'Сертификатът на издателя не е бил в срок, когато подписът е направен. Подпишете с нов сертификат.',
      'The issuer’s certificate was out of date when the signature was made. Sign with a new certificate.',
    ),
  revokedNoProof: () =>
    fault(
      'INDETERMINATE',
      'REVOKED_NO_POE',
      'CERTIFICATE_REVOKED_NO_PROOF',
      'Сертификатът е прекратен от издателя си и няма доказателство, че подписът е направен преди това. Подпишете с валиден сертификат.',
      'The certificate was revoked by its issuer, and nothing proves that the signature was made before. Sign with a valid certificate.',
    ),
  imprint: () =>
    fault(
      'TOTAL_FAILED',
      'HASH_FAILURE',
      'TIME_STAMP_OF_OTHER_DATA',
      'Времевият печат е за други данни. Подпишете отново.',
      'The time stamp is of other data. Sign again.',
    ),
  notForTime: () =>
    fault(
      'INDETERMINATE',
      'SIG_CONSTRAINTS_FAILURE',
      'NOT_A_TIME_STAMP_AUTHORITY',
      'Сертификатът на издателя на времевия печат не е само за времеви печати. Подпишете отново с времеви печат от доверен издател.',
      'The certificate of the time stamp’s issuer is not for time stamps alone. Sign again with a time stamp of a trusted issuer.',
    ),
  stampTime: () =>
    fault(
      'INDETERMINATE',
      'SIG_CONSTRAINTS_FAILURE',
      'TIME_STAMP_TIME_OUTSIDE',
      'Времето във времевия печат е в бъдещето или извън срока на сертификата му. Подпишете отново.',
      'The time in the time stamp is in the future or outside its certificate’s life. Sign again.',
    ),
  timeStampBroken: () =>
    fault(
      'INDETERMINATE',
      'SIG_CONSTRAINTS_FAILURE',
      'TIME_STAMP_BROKEN',
      'Времеви печат към подписа е повреден, подправен или е за други данни. Подпишете отново.',
      'A time stamp on the signature is damaged, forged or of other data. Sign again.',
    ),
  timeStampOrder: () =>
    fault(
      'INDETERMINATE',
      'TIMESTAMP_ORDER_FAILURE',
      'TIME_STAMPS_OUT_OF_ORDER',
      'Времевите печати си противоречат: по-късен печат е с по-ранно време. Подпишете отново.',
      'The time stamps contradict each other: a later one bears an earlier time. Sign again.',
    ),
  expired: () =>
    fault(
      'TOTAL_FAILED',
      'EXPIRED',
      'CERTIFICATE_EXPIRED',
      'Сертификатът е с изтекъл срок. Подновете го и подпишете отново.',
      'The certificate has expired. Renew it and sign again.',
    ),
  notYetValid: () =>
    fault(
      'TOTAL_FAILED',
      'NOT_YET_VALID',
      'CERTIFICATE_NOT_YET_VALID',
      'Срокът на сертификата още не е започнал. Подпишете, след като започне.',
      'The certificate is not valid yet. Sign when its validity has begun.',
    ),
  untrusted: () =>
    fault(
      'INDETERMINATE',
      'NO_CERTIFICATE_CHAIN_FOUND',
      'ISSUER_NOT_TRUSTED',
      'Издателят на сертификата не е сред доверените. Подпишете със сертификат от издател, вписан в доверителния списък.',
      'The issuer of the certificate is not among the trusted ones. Sign with a certificate of an issuer on the trusted list.',
    ),
  chain: ({ bg, en }: { readonly bg: string; readonly en: string }) =>
    fault(
      'INDETERMINATE',
      'CHAIN_CONSTRAINTS_FAILURE',
      'CHAIN_CONSTRAINTS_FAILURE',
      `Веригата от сертификати не е правилна (${bg}). Подпишете с друг сертификат или се обърнете към издателя му.`,
      `The chain of certificates is not right (${en}). Sign with another certificate, or turn to its issuer.`,
    ),
  algorithmOfIssuer: () =>
    fault(
      'INDETERMINATE',
      'CRYPTO_CONSTRAINTS_FAILURE',
      'ISSUER_ALGORITHM_NOT_TRUSTED',
      'Сертификат във веригата е подписан с непознат или остарял алгоритъм. Подпишете с нов сертификат.',
      'A certificate of the chain is signed by an unknown or outdated algorithm. Sign with a new certificate.',
    ),
  onHold: () =>
    fault(
      'INDETERMINATE',
      'TRY_LATER',
      'CERTIFICATE_ON_HOLD',
      'Сертификатът е временно спрян от издателя си. Дали важи, ще се знае, когато спирането отпадне или стане окончателно: обърнете се към издателя.',
      'The certificate is on hold at its issuer. Whether it counts will be known when the hold is lifted or becomes final: turn to the issuer.',
    ),
  deltaList: () =>
    fault(
      'INDETERMINATE',
      'TRY_LATER',
      'DELTA_CRL',
      'Даден е само списък на промените (delta CRL), който не се чете. Нужен е целият списък с прекратени сертификати.',
      'Only a list of changes (delta CRL) was given, which is not read. The complete list of revoked certificates is needed.',
    ),
  revoked: () =>
    fault(
      'TOTAL_FAILED',
      'REVOKED',
      'CERTIFICATE_REVOKED',
      'Сертификатът е прекратен от издателя си. Подпишете с валиден сертификат.',
      'The certificate was revoked by its issuer. Sign with a valid certificate.',
    ),
  revokedAuthority: () =>
    fault(
      'INDETERMINATE',
      'REVOKED_CA_NO_POE',
      'ISSUER_REVOKED',
      'Сертификатът на издателя е прекратен. Подпишете с нов сертификат.',
      'The issuer’s certificate was revoked. Sign with a new certificate.',
    ),
  noRevocationData: () =>
    fault(
      'INDETERMINATE',
      'TRY_LATER',
      'REVOCATION_UNKNOWN',
      'Не може да се разбере дали сертификатът е прекратен: издателят му не отговори. Проверете отново по-късно.',
      'It cannot be known whether the certificate was revoked: its issuer did not answer. Check again later.',
    ),
  changedAfterSigning: ({ bg, en }: Words) =>
    fault(
      'INDETERMINATE',
      'SIG_CONSTRAINTS_FAILURE',
      'DOCUMENT_CHANGED_AFTER_SIGNING',
      `След подписването документът е променен: ${bg}. Служител трябва да го прегледа.`,
      `The document was changed after signing: ${en}. An official has to look at it.`,
    ),
  certificationViolated: ({ bg, en }: Words) =>
    fault(
      'INDETERMINATE',
      'SIG_CONSTRAINTS_FAILURE',
      'CERTIFICATION_VIOLATED',
      `Подписалият е забранил такива промени, а след подписването документът е променен: ${bg}. Служител трябва да го прегледа.`,
      `The signer forbade such changes, and the document was changed after signing: ${en}. An official has to look at it.`,
    ),
  signatureRemoved: () =>
    fault(
      'INDETERMINATE',
      'SIG_CONSTRAINTS_FAILURE',
      'SIGNATURE_REMOVED',
      'Подписът е бил в документа и по-късно е премахнат или подменен. Служител трябва да прегледа документа.',
      'The signature was in the document and was removed or replaced later. An official has to look at the document.',
    ),
  outsideForm: () =>
    fault(
      'INDETERMINATE',
      'SIG_CONSTRAINTS_FAILURE',
      'SIGNATURE_OUTSIDE_FORM',
      'Подписът не е в поле за подпис на документа, който обхваща. Подпишете отново с програма за подписване на PDF.',
      'The signature is in no signature field of the document that it covers. Sign again with a program that signs PDF.',
    ),
  encrypted: () =>
    fault(
      'INDETERMINATE',
      'SIG_CONSTRAINTS_FAILURE',
      'DOCUMENT_ENCRYPTED',
      'Документът е защитен с парола или шифър и не може да се провери. Подпишете незащитен документ.',
      'The document is encrypted and cannot be checked. Sign one that is not protected.',
    ),
  budgetExceeded: () =>
    fault(
      'INDETERMINATE',
      'GENERIC',
      'CHECK_BUDGET_EXCEEDED',
      'Файлът не можа да бъде проверен в определеното време и памет: твърде голям или твърде сложен е. Подпишете отново само документа.',
      'The file could not be checked in the time and memory set aside for one: it is too large or too complicated. Sign the document alone again.',
    ),
  ...IDENTITY_FAULTS,
};

/** The worst first: a proven fault wins over a doubt, and a doubt over what can be known later. */
export const worstFirst = (left: Fault, right: Fault): number => rank(left) - rank(right);

function rank({ indication, subIndication }: Fault): number {
  if (indication === 'TOTAL_FAILED') return 0;
  return subIndication === 'TRY_LATER' ? 2 : 1;
}
