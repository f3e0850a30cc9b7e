import { constants, createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

import { der } from '../../../signature/asn1/der';

/** A way to sign, as a certificate or a signature names it. */
export interface Algorithm {
  readonly name: string;
  readonly hash: string;
  readonly digest: Buffer;
  readonly identifier: Buffer;
  key(owner: string): KeyPair;
  sign(bytes: Uint8Array, key: KeyObject): Buffer;
}

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const HASH_OIDS: Readonly<Record<string, string>> = {
  md5: '1.2.840.113549.2.5',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};
const RSA_OIDS: Readonly<Record<string, string>> = {
  md5: '1.2.840.113549.1.1.4',
  sha1: '1.2.840.113549.1.1.5',
  sha256: '1.2.840.113549.1.1.11',
  sha384: '1.2.840.113549.1.1.12',
  sha512: '1.2.840.113549.1.1.13',
};
const ECDSA_OIDS: Readonly<Record<string, string>> = {
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
};

const keys = new Map<string, KeyPair>();

/** Keys are made once a test file: large ones take long. */
function remembered(name: string, make: () => KeyPair): KeyPair {
  const pair = keys.get(name) ?? make();
  keys.set(name, pair);
  return pair;
}

export const hashIdentifier = (hash: string): Buffer => der.sequence(der.oid(HASH_OIDS[hash] ?? hash));

const rsaKey =
  (bits: number, exponent = 65_537) =>
  (owner: string) =>
    remembered(`rsa ${bits} ${exponent} ${owner}`, () =>
      generateKeyPairSync('rsa', { modulusLength: bits, publicExponent: exponent }),
    );

export const rsa = (bits: number, hash: string, exponent?: number): Algorithm => ({
  name: `RSA-${bits} ${hash}`,
  hash,
  digest: hashIdentifier(hash),
  identifier: der.sequence(der.oid(RSA_OIDS[hash] ?? ''), der.null()),
  key: rsaKey(bits, exponent),
  sign: (bytes, key) => sign(hash, bytes, key),
});

export const pss = (bits: number, hash: string, maskHash = hash): Algorithm => ({
  name: `PSS-${bits} ${hash}`,
  hash,
  digest: hashIdentifier(hash),
  identifier: der.sequence(
    der.oid('1.2.840.113549.1.1.10'),
    der.sequence(
      der.explicit(0, hashIdentifier(hash)),
      der.explicit(1, der.sequence(der.oid('1.2.840.113549.1.1.8'), hashIdentifier(maskHash))),
      der.explicit(2, der.integer(createHash(hash).digest().length)),
    ),
  ),
  key: rsaKey(bits),
  sign: (bytes, key) =>
    sign(hash, bytes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }),
});

export const ecdsa = (curve: string, hash: string): Algorithm => ({
  name: `${curve} ${hash}`,
  hash,
  digest: hashIdentifier(hash),
  identifier: der.sequence(der.oid(ECDSA_OIDS[hash] ?? '')),
  key: (owner) => remembered(`${curve} ${owner}`, () => generateKeyPairSync('ec', { namedCurve: curve })),
  sign: (bytes, key) => sign(hash, bytes, key),
});

export const ed25519: Algorithm = {
  name: 'Ed25519',
  hash: 'sha512',
  digest: hashIdentifier('sha512'),
  identifier: der.sequence(der.oid('1.3.101.112')),
  key: (owner) => remembered(`ed25519 ${owner}`, () => generateKeyPairSync('ed25519')),
  sign: (bytes, key) => sign(null, bytes, key),
};

const SIZES = [2048, 3072, 4096];

/** Everything that is to pass (the generated matrix: RSA, PSS, ECDSA, Ed25519). */
export const SOUND: readonly Algorithm[] = [
  ...SIZES.flatMap((bits) => ['sha256', 'sha384', 'sha512'].map((hash) => rsa(bits, hash))),
  ...SIZES.flatMap((bits) => ['sha256', 'sha512'].map((hash) => pss(bits, hash))),
  ecdsa('P-256', 'sha256'),
  ecdsa('P-384', 'sha384'),
  ecdsa('P-521', 'sha512'),
  ed25519,
];

/** One of each family, for faults. */
export const FAMILIES: readonly Algorithm[] = [rsa(2048, 'sha256'), pss(2048, 'sha256'), ecdsa('P-256', 'sha256')];
