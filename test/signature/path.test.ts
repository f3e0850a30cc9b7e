import { der } from '../../signature/asn1/der';
import { EXTENSIONS } from '../../stack/trust/issue';
import { PKI, VERDICT, verdictOf, type Case } from '../support/signature/judge';
import { AUTHORITY, PERSON, SIGNS, certify, crl, days, extension, limitedTo, nameOf } from '../support/signature/pki';

const { root, issuing, signer, crls } = PKI;

describe('the path', () => {
  /** A signer below an authority of its own, which the root issued. */
  function below(extensions: readonly Buffer[], more: Partial<Parameters<typeof certify>[0]> = {}): Case {
    const authority = certify({
      name: [['CN', `Authority ${JSON.stringify(more.name ?? extensions.length)}`]],
      issuer: root,
      extensions,
    });
    const own = certify({ name: PERSON, issuer: authority, extensions: SIGNS, ...more });
    return { signer: own, chain: [authority], options: { crls: [...crls, crl(authority)] } };
  }

  it('passes to a root, to an issuer that is an anchor, and to a signer who is one', async () => {
    expect(await verdictOf({ signer })).toBe(VERDICT.passed);
    expect(await verdictOf({ signer, chain: [], options: { anchors: [issuing.der] } })).toBe(VERDICT.passed);
    expect(await verdictOf({ signer, chain: [], options: { anchors: [signer.der], crls: [] } })).toBe(VERDICT.passed);
  });

  it('is not found to an unknown root, nor to one of the same name with another key', async () => {
    const evil = certify({ name: [['CN', 'Test Root']], extensions: AUTHORITY, owner: 'evil' });
    const forged = certify({
      name: [['CN', 'Test Issuing']],
      issuer: evil,
      extensions: AUTHORITY,
      owner: 'evil issuing',
    });
    const own = certify({ name: PERSON, issuer: forged, extensions: SIGNS });
    expect(await verdictOf({ signer, options: { anchors: [evil.der] } })).toBe(VERDICT.untrusted);
    expect(await verdictOf({ signer: own, chain: [forged, evil] })).toBe(VERDICT.untrusted);
  });

  it.each([
    ['an issuer that is no authority', [EXTENSIONS.endEntity(), EXTENSIONS.keyUsage(0x06)]],
    ['an issuer that may not issue', [EXTENSIONS.authority(), EXTENSIONS.keyUsage(0xc0)]],
    ['an issuer with an unknown critical extension', [...AUTHORITY, extension('1.2.3.4', true, der.null())]],
  ])('breaks on %s', async (_name, extensions) => {
    expect(await verdictOf(below(extensions))).toBe(VERDICT.chain);
  });

  it('breaks where a person’s certificate issued another', async () => {
    const own = certify({ name: PERSON, issuer: signer, extensions: SIGNS, owner: 'below a person' });
    expect(await verdictOf({ signer: own, chain: [signer, issuing] })).toBe(VERDICT.chain);
  });

  it('keeps to the length that an authority allows', async () => {
    const narrow = certify({ name: [['CN', 'Narrow']], issuer: root, extensions: limitedTo(0) });
    const deeper = certify({ name: [['CN', 'Deeper']], issuer: narrow, extensions: AUTHORITY });
    const lists = [...crls, crl(narrow), crl(deeper)];
    const direct = certify({ name: PERSON, issuer: narrow, extensions: SIGNS });
    const indirect = certify({ name: PERSON, issuer: deeper, extensions: SIGNS });
    expect(await verdictOf({ signer: direct, chain: [narrow], options: { crls: lists } })).toBe(VERDICT.passed);
    expect(await verdictOf({ signer: indirect, chain: [deeper, narrow], options: { crls: lists } })).toBe(
      VERDICT.chain,
    );
  });

  it('takes another way where one is broken, and finds the way round cross-certificates', async () => {
    const old = certify({
      name: [['CN', 'Old Root']],
      extensions: AUTHORITY,
      notBefore: days(-4000),
      notAfter: days(4000),
    });
    const crossed = certify({
      name: [['CN', 'Test Root']],
      issuer: old,
      extensions: limitedTo(0),
      owner: JSON.stringify([['CN', 'Test Root']]),
    });
    const chain = [crossed, issuing, root];
    expect(
      await verdictOf({ signer, chain, options: { anchors: [old.der, root.der], crls: [...crls, crl(old)] } }),
    ).toBe(VERDICT.passed);
    expect(await verdictOf({ signer, chain, options: { anchors: [old.der], crls: [...crls, crl(old)] } })).toBe(
      VERDICT.chain,
    );
  });

  it('passes where names differ in letter case and spaces alone (RFC 5280, 7.1)', async () => {
    const written = certify({
      name: [['CN', 'Spaced  Authority']],
      issuer: root,
      extensions: AUTHORITY,
      owner: 'spaced',
    });
    const spelled = {
      ...written,
      der: certify({ name: [['CN', 'spaced authority']], issuer: root, extensions: AUTHORITY, owner: 'spaced' }).der,
    };
    const own = certify({ name: PERSON, issuer: spelled, extensions: SIGNS });
    expect(await verdictOf({ signer: own, chain: [written], options: { crls: [...crls, crl(written)] } })).toBe(
      VERDICT.passed,
    );
  });

  const email = (value: string): Buffer => der.element(0x81, Buffer.from(value));
  const directory = (...parts: readonly (readonly [string, string])[]): Buffer => der.explicit(4, nameOf(parts));
  const constrained = (permitted: readonly Buffer[], excluded: readonly Buffer[] = []): Buffer =>
    extension(
      '2.5.29.30',
      true,
      der.sequence(
        ...[permitted, excluded].flatMap((names, index) =>
          names.length > 0 ? [der.element(0xa0 | index, ...names.map((name) => der.sequence(name)))] : [],
        ),
      ),
    );
  const altNames = (...names: Buffer[]): Buffer => extension('2.5.29.17', false, der.sequence(...names));
  const ip = (...bytes: number[]): Buffer => der.element(0x87, Buffer.from(bytes));
  const host = (value: string): Buffer => der.element(0x82, Buffer.from(value));
  const uri = (value: string): Buffer => der.element(0x86, Buffer.from(value));

  it.each([
    ['a country', constrained([directory(['C', 'BG'])]), [], VERDICT.passed],
    ['another country', constrained([directory(['C', 'DE'])]), [], VERDICT.chain],
    ['an excluded country', constrained([], [directory(['C', 'BG'])]), [], VERDICT.chain],
    [
      'a mailbox of the domain',
      constrained([email('example.org')]),
      [altNames(email('m@example.org'))],
      VERDICT.passed,
    ],
    ['a mailbox elsewhere', constrained([email('example.org')]), [altNames(email('m@example.com'))], VERDICT.chain],
    ['a host below', constrained([host('example.org')]), [altNames(host('www.example.org'))], VERDICT.passed],
    [
      'a host that only ends alike',
      constrained([host('example.org')]),
      [altNames(host('badexample.org'))],
      VERDICT.chain,
    ],
    ['an address inside', constrained([ip(10, 0, 0, 0, 255, 0, 0, 0)]), [altNames(ip(10, 1, 2, 3))], VERDICT.passed],
    ['an address outside', constrained([ip(10, 0, 0, 0, 255, 0, 0, 0)]), [altNames(ip(11, 1, 2, 3))], VERDICT.chain],
    [
      'a page of the host',
      constrained([uri('.example.org')]),
      [altNames(uri('https://a.example.org/x'))],
      VERDICT.passed,
    ],
    [
      'a page elsewhere',
      constrained([], [uri('.example.org')]),
      [altNames(uri('https://a.example.org/x'))],
      VERDICT.chain,
    ],
    [
      'a kind of name that cannot be compared',
      constrained([], [der.element(0x88, Buffer.from([42, 3]))]),
      [altNames(der.element(0x88, Buffer.from([42, 3, 4])))],
      VERDICT.chain,
    ],
  ])('keeps to the names that an authority may certify: %s', async (_name, constraint, extensions, expected) => {
    expect(await verdictOf(below([...AUTHORITY, constraint], { extensions: [...SIGNS, ...extensions] }))).toBe(
      expected,
    );
  });

  const policies = (...ids: string[]): Buffer =>
    extension('2.5.29.32', false, der.sequence(...ids.map((id) => der.sequence(der.oid(id)))));
  const required = extension('2.5.29.36', true, der.sequence(der.element(0x80, Buffer.from([0]))));
  const noAny = extension('2.5.29.54', true, der.integer(0));
  const maps = (from: string, to: string): Buffer =>
    extension('2.5.29.33', true, der.sequence(der.sequence(der.oid(from), der.oid(to))));
  const ANY = '2.5.29.32.0';
  const [ONE, OTHER] = ['1.2.3.1', '1.2.3.2'];

  it.each([
    ['the same policy below', [policies(ONE), required], [policies(ONE)], VERDICT.passed],
    ['another policy below', [policies(ONE), required], [policies(OTHER)], VERDICT.chain],
    ['no policy below', [policies(ONE), required], [], VERDICT.chain],
    ['no policy below, where none is required', [policies(ONE)], [], VERDICT.passed],
    ['any policy above', [policies(ANY), required], [policies(OTHER)], VERDICT.passed],
    ['any policy below, which is inhibited', [policies(ONE), required, noAny], [policies(ANY)], VERDICT.chain],
    ['a policy that is mapped', [policies(ONE), required, maps(ONE, OTHER)], [policies(OTHER)], VERDICT.passed],
    ['a mapping to any policy', [policies(ONE), maps(ONE, ANY)], [policies(ONE)], VERDICT.chain],
  ])('keeps to policies: %s', async (_name, above, own, expected) => {
    expect(await verdictOf(below([...AUTHORITY, ...above], { extensions: [...SIGNS, ...own] }))).toBe(expected);
  });

  it('fetches an issuer that did not come along from where the certificate says it lies', async () => {
    const own = certify({
      name: PERSON,
      issuer: issuing,
      extensions: [...SIGNS, EXTENSIONS.access('http://o/', 'http://ca/issuing')],
    });
    const asked: string[] = [];
    const fetcher = {
      crl: async () => undefined,
      ocsp: async () => undefined,
      issuer: async (url: string) => {
        asked.push(url);
        return issuing.der;
      },
    };
    expect(await verdictOf({ signer: own, chain: [], options: { fetcher } })).toBe(VERDICT.passed);
    expect(asked).toEqual(['http://ca/issuing']);
    expect(await verdictOf({ signer: own, chain: [] })).toBe(VERDICT.untrusted);
  });
});
