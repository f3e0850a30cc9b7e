import { der } from '../../signature/asn1/der';
import { EXTENSIONS } from '../../stack/trust/issue';
import { stampAttribute, timeStamp, type CmsWish } from '../support/signature/build-cms';
import { DOCUMENT, PKI, VERDICT, judge, verdictOf, type Case } from '../support/signature/judge';
import { NOW, PERSON, SIGNS, STAMPS, certify, crl, days, serialOf, type Holder } from '../support/signature/pki';

const { root, issuing, signer, tsa } = PKI;

describe('time', () => {
  const stamped = (at: Date, over?: Buffer, by: Holder = tsa): Partial<CmsWish> => ({
    signingTime: at,
    unsigned: (signature) => [stampAttribute(timeStamp(over ?? signature, { tsa: by, at }))],
  });
  const ended = certify({ name: PERSON, issuer: issuing, extensions: SIGNS, notAfter: days(-1), owner: 'ended' });
  /** The issuer's list of when the certificate ended. */
  const lists = [crl(root), crl(issuing), crl(issuing, { thisUpdate: days(-1.5), nextUpdate: days(-0.5) })];

  it.each([
    [
      'a certificate that has ended',
      { signer: ended, wish: { signingTime: days(-2) } },
      'INDETERMINATE/OUT_OF_BOUNDS_NO_POE',
    ],
    [
      'one that had not when it was stamped',
      { signer: ended, wish: stamped(days(-2)), options: { crls: lists } },
      VERDICT.passed,
    ],
    [
      'one that had when it was stamped',
      { signer: ended, wish: stamped(days(-0.5)), options: { crls: lists } },
      'INDETERMINATE/OUT_OF_BOUNDS_NO_POE',
    ],
    [
      'a certificate not yet valid',
      { signer: certify({ name: PERSON, issuer: issuing, extensions: SIGNS, notBefore: days(1), owner: 'future' }) },
      'TOTAL_FAILED/NOT_YET_VALID',
    ],
    [
      'a stamp from before the certificate',
      {
        signer: certify({ name: PERSON, issuer: issuing, extensions: SIGNS, notBefore: days(-1), owner: 'young' }),
        wish: { ...stamped(days(-2)), signingTime: NOW },
      },
      'TOTAL_FAILED/NOT_YET_VALID',
    ],
    [
      'a signing time in the future',
      { signer, wish: { signingTime: days(1) } },
      'INDETERMINATE/SIG_CONSTRAINTS_FAILURE',
    ],
    [
      'a signing time before the certificate',
      { signer, wish: { signingTime: days(-5000) } },
      'INDETERMINATE/SIG_CONSTRAINTS_FAILURE',
    ],
    [
      'a signing time after the stamp',
      { signer, wish: { ...stamped(days(-2)), signingTime: days(-1) } },
      'INDETERMINATE/SIG_CONSTRAINTS_FAILURE',
    ],
    [
      'revoked after the stamp',
      {
        signer,
        wish: stamped(days(-3)),
        options: { crls: [crl(root), crl(issuing, { revoked: [{ serial: serialOf(signer), at: days(-2) }] })] },
      },
      VERDICT.passed,
    ],
    [
      'revoked before the stamp',
      {
        signer,
        wish: stamped(days(-1)),
        options: { crls: [crl(root), crl(issuing, { revoked: [{ serial: serialOf(signer), at: days(-2) }] })] },
      },
      'INDETERMINATE/REVOKED_NO_POE',
    ],
  ])('%s', async (_name, one: Case, expected) => {
    expect(await verdictOf(one)).toBe(expected);
  });

  it.each([
    ['an authority nobody trusts', certify({ name: [['CN', 'Stranger']], extensions: STAMPS })],
    ['an authority not for time stamps', certify({ name: [['CN', 'Not a TSA']], issuer: issuing, extensions: SIGNS })],
    [
      'an authority also for other things',
      certify({
        name: [['CN', 'Half a TSA']],
        issuer: issuing,
        extensions: [EXTENSIONS.keyUsage(0xc0), EXTENSIONS.purpose('1.3.6.1.5.5.7.3.8', false)],
      }),
    ],
  ])('proves nothing by %s', async (_name, by) => {
    expect(await verdictOf({ signer: ended, wish: stamped(days(-2), undefined, by), options: { crls: lists } })).toBe(
      'INDETERMINATE/OUT_OF_BOUNDS_NO_POE',
    );
    const { verdict, warnings, timeStamps } = await judge({ signer, wish: stamped(days(-2), undefined, by) });
    expect(verdict).toBe(VERDICT.passed);
    expect(warnings?.map(({ code }) => code)).toEqual(['TIME_STAMP_PROVES_NOTHING']);
    expect(timeStamps?.[0]?.indication).toBe('INDETERMINATE');
  });

  it('is proved to be later by a stamp over the content: then revoked and expired are certain', async () => {
    const contentStamp = (at: Date): Partial<CmsWish> => ({
      signingTime: days(-0.1),
      attributes: (all) => ({
        ...all,
        stamp: der.sequence(der.oid('1.2.840.113549.1.9.16.2.20'), der.setOf(timeStamp(DOCUMENT, { tsa, at }))),
      }),
    });
    const list = crl(issuing, { revoked: [{ serial: serialOf(signer), at: days(-2) }] });
    expect(await verdictOf({ signer, wish: contentStamp(days(-1)), options: { crls: [crl(root), list] } })).toBe(
      'TOTAL_FAILED/REVOKED',
    );
    expect(await verdictOf({ signer: ended, wish: { ...contentStamp(days(-0.5)) }, options: { crls: lists } })).toBe(
      'TOTAL_FAILED/EXPIRED',
    );
    expect(await verdictOf({ signer, wish: contentStamp(days(-3)) })).toBe(VERDICT.passed);
  });

  it('does not run backwards between stamps', async () => {
    const wish: Partial<CmsWish> = {
      signingTime: days(-0.1),
      attributes: (all) => ({
        ...all,
        stamp: der.sequence(
          der.oid('1.2.840.113549.1.9.16.2.20'),
          der.setOf(timeStamp(DOCUMENT, { tsa, at: days(-0.2) })),
        ),
      }),
      unsigned: (signature) => [stampAttribute(timeStamp(signature, { tsa, at: days(-1) }))],
    };
    expect(await verdictOf({ signer, wish: { ...wish, signingTime: days(-1.5) } })).toMatch(
      /TIMESTAMP_ORDER_FAILURE|SIG_CONSTRAINTS_FAILURE/,
    );
  });
});
