/** Why a path is not right, for the sentence around it. */
export interface Reason {
  readonly bg: string;
  readonly en: string;
}

export const REASONS = {
  notAuthority: { bg: 'един от издателите не е удостоверителен орган', en: 'an issuer is not an authority' },
  mayNotIssue: {
    bg: 'един от издателите няма право да издава сертификати',
    en: 'an issuer may not issue certificates',
  },
  pathTooLong: {
    bg: 'веригата е по-дълга, отколкото издател позволява',
    en: 'the path is longer than an authority allows',
  },
  unknownCritical: {
    bg: 'сертификат има непознато задължително разширение',
    en: 'a certificate has an unknown critical extension',
  },
  nameNotPermitted: {
    bg: 'името на притежателя е извън разрешените за издателя',
    en: 'the holder’s name is outside those its issuer may certify',
  },
  policy: {
    bg: 'сертификатът не е издаден по изискваната политика',
    en: 'the certificate was not issued under a policy that is required',
  },
} satisfies Record<string, Reason>;
