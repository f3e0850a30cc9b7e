import { der } from '../../signature/asn1/der';
import { readCertificate } from '../../signature/certificate/certificate';
import { EXTENSIONS } from '../../stack/trust/issue';
import { PKI, VERDICT, judge, verdictOf, type Case } from '../support/signature/judge';
import { ocspAnswer } from '../support/signature/ocsp';
import { PERSON, SIGNS, certify, crl, days, extension, serialOf } from '../support/signature/pki';

const { root, issuing, signer, tsa } = PKI;

describe('what issuers say of certificates', () => {
  const listed = (wish: Parameters<typeof crl>[1] = {}, by = issuing) => ({
    signer,
    options: { crls: [crl(root), crl(by, wish)] },
  });
  const revoked = (at: Date, extensions: readonly Buffer[] = []) => ({
    revoked: [{ serial: serialOf(signer), at, extensions }],
  });
  const idp = (...fields: Buffer[]): Buffer => extension('2.5.29.28', true, der.sequence(...fields));
  const flag = (number: number): Buffer => der.element(0x80 | number, Buffer.from([0xff]));
  const reason = (code: number): Buffer => extension('2.5.29.21', false, der.element(0x0a, Buffer.from([code])));
  const part = (url: string): Buffer => der.explicit(0, der.explicit(0, der.element(0x86, Buffer.from(url))));

  it.each([
    ['no list at all', { signer, options: { crls: [crl(root)] } }, VERDICT.later],
    ['a list of yesterday', listed({ nextUpdate: days(-0.5) }), VERDICT.later],
    ['a list of tomorrow', listed({ thisUpdate: days(0.5) }), VERDICT.later],
    [
      'a list that somebody else signed under the issuer’s name',
      { signer, options: { crls: [crl(root), crl(tsa, { issuerName: readCertificate(issuing.der).subject })] } },
      VERDICT.later,
    ],
    ['a list of another authority', { signer, options: { crls: [crl(root), crl(tsa)] } }, VERDICT.later],
    ['a list for authorities only', listed({ extensions: [idp(flag(2))] }), VERDICT.later],
    ['a list for people only', listed({ extensions: [idp(flag(1))] }), VERDICT.passed],
    [
      'a list for some reasons only',
      listed({ extensions: [idp(der.element(0x83, Buffer.from([6, 0x40])))] }),
      VERDICT.later,
    ],
    ['a part that is not the certificate’s', listed({ extensions: [idp(part('http://part/2'))] }), VERDICT.later],
    [
      'a list with an unknown critical extension',
      listed({ extensions: [extension('1.2.3.4', true, der.null())] }),
      VERDICT.later,
    ],
    ['the certificate revoked', listed(revoked(days(-2))), 'INDETERMINATE/REVOKED_NO_POE'],
    ['the certificate on hold', listed(revoked(days(-2), [reason(6)])), VERDICT.later],
    ['the certificate taken off the list', listed(revoked(days(-2), [reason(8)])), VERDICT.passed],
    [
      'an entry with an unknown critical extension',
      listed(revoked(days(-2), [extension('1.2.3.4', true, der.null())])),
      VERDICT.later,
    ],
  ])('%s: %s', async (_name, one, expected) => {
    expect(await verdictOf(one)).toBe(expected);
  });

  it('names a list of changes as what it is', async () => {
    const { verdict, errors } = await judge(listed({ extensions: [extension('2.5.29.27', true, der.integer(1))] }));
    expect([verdict, errors?.map(({ code }) => code)]).toEqual([VERDICT.later, ['DELTA_CRL']]);
  });

  it('revokes the issuer, and with it what it issued', async () => {
    const list = crl(root, { revoked: [{ serial: serialOf(issuing), at: days(-2) }] });
    expect(await verdictOf({ signer, options: { crls: [list, crl(issuing)] } })).toBe(
      'INDETERMINATE/REVOKED_CA_NO_POE',
    );
  });

  it('takes the part of a list that the certificate names, and an indirect list where the certificate says who keeps it', async () => {
    const keeper = certify({
      name: [['CN', 'Keeper of lists']],
      issuer: root,
      extensions: [EXTENSIONS.keyUsage(0x02)],
    });
    const point = (...fields: Buffer[]): Buffer => extension('2.5.29.31', false, der.sequence(der.sequence(...fields)));
    const inPart = certify({ name: PERSON, issuer: issuing, extensions: [...SIGNS, point(part('http://part/1'))] });
    const elsewhere = certify({
      name: PERSON,
      issuer: issuing,
      extensions: [...SIGNS, point(der.explicit(2, der.explicit(4, readCertificate(keeper.der).subject)))],
    });
    const mine = crl(issuing, { extensions: [idp(part('http://part/1'))] });
    expect(await verdictOf({ signer: inPart, options: { crls: [crl(root), mine] } })).toBe(VERDICT.passed);

    const certificateIssuer = extension(
      '2.5.29.29',
      true,
      der.sequence(der.explicit(4, readCertificate(issuing.der).subject)),
    );
    const kept = (serial: string) =>
      crl(keeper, { extensions: [idp(flag(4))], revoked: [{ serial, at: days(-2), extensions: [certificateIssuer] }] });
    const indirect = (serial: string): Case => ({
      signer: elsewhere,
      chain: [issuing, keeper],
      options: { crls: [crl(root), kept(serial)] },
    });
    expect(await verdictOf(indirect('abcdef'))).toBe(VERDICT.passed);
    expect(await verdictOf(indirect(serialOf(elsewhere)))).toBe('INDETERMINATE/REVOKED_NO_POE');
    expect(await verdictOf({ ...indirect('abcdef'), signer })).toBe(VERDICT.later);
  });

  describe('by OCSP', () => {
    const responder = certify({
      name: [['CN', 'Responder']],
      issuer: issuing,
      extensions: [EXTENSIONS.keyUsage(0x80), EXTENSIONS.purpose('1.3.6.1.5.5.7.3.9', false)],
    });
    const answered = (ocsp: Buffer): Case => ({ signer, options: { crls: [crl(root)], ocsps: [ocsp] } });
    const about = { certificate: signer, issuer: issuing };

    it.each([
      ['good, from the issuer', ocspAnswer({ ...about, by: issuing }), VERDICT.passed],
      ['good, from whom the issuer certified for it', ocspAnswer({ ...about, by: responder }), VERDICT.passed],
      ['good, from somebody whom nobody certified for it', ocspAnswer({ ...about, by: tsa }), VERDICT.later],
      ['good, about another certificate', ocspAnswer({ ...about, certificate: tsa, by: issuing }), VERDICT.later],
      ['good, about another issuer’s', ocspAnswer({ ...about, issuer: root, by: issuing }), VERDICT.later],
      [
        'good, of last week',
        ocspAnswer({ ...about, by: issuing, thisUpdate: days(-8), nextUpdate: days(-7) }),
        VERDICT.later,
      ],
      ['good, of tomorrow', ocspAnswer({ ...about, by: issuing, thisUpdate: days(1) }), VERDICT.later],
      ['good, changed after it was signed', ocspAnswer({ ...about, by: issuing, forged: true }), VERDICT.later],
      ['unknown', ocspAnswer({ ...about, by: issuing, status: 'unknown' }), VERDICT.later],
      ['revoked', ocspAnswer({ ...about, by: issuing, status: days(-2) }), 'INDETERMINATE/REVOKED_NO_POE'],
    ])('%s', async (_name, ocsp, expected) => {
      expect(await verdictOf(answered(ocsp))).toBe(expected);
    });

    it('believes the newest of several answers', async () => {
      const old = ocspAnswer({ ...about, by: issuing, thisUpdate: days(-0.9) });
      const recent = ocspAnswer({ ...about, by: issuing, status: days(-0.5), thisUpdate: days(-0.1) });
      const options = { crls: [crl(root)], ocsps: [old, recent] };
      expect(await verdictOf({ signer, options })).toBe('INDETERMINATE/REVOKED_NO_POE');
    });
  });
});
