import { constants, createHash, verify as verifyRaw, type KeyObject } from 'node:crypto';

import { OID } from './asn1/oids';
import { TAG, children, context, expect, oid, smallInteger, type Tlv } from './asn1/tlv';

/** Digest algorithms by object identifier: OpenSSL's name. Those that are no longer trusted are known, so that a fault is still seen. */
export const HASHES: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.5': 'md5',
  [OID.sha1]: 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.8': 'sha3-256',
  '2.16.840.1.101.3.4.2.9': 'sha3-384',
  '2.16.840.1.101.3.4.2.10': 'sha3-512',
};

/** Signature algorithms that name their hash: object identifier -> family and hash. */
const SIGNATURES: Readonly<Record<string, readonly ['rsa' | 'ecdsa', string]>> = {
  '1.2.840.113549.1.1.4': ['rsa', 'md5'],
  '1.2.840.113549.1.1.5': ['rsa', 'sha1'],
  '1.2.840.113549.1.1.11': ['rsa', 'sha256'],
  '1.2.840.113549.1.1.12': ['rsa', 'sha384'],
  '1.2.840.113549.1.1.13': ['rsa', 'sha512'],
  '2.16.840.1.101.3.4.3.14': ['rsa', 'sha3-256'],
  '2.16.840.1.101.3.4.3.15': ['rsa', 'sha3-384'],
  '2.16.840.1.101.3.4.3.16': ['rsa', 'sha3-512'],
  '1.2.840.10045.4.1': ['ecdsa', 'sha1'],
  '1.2.840.10045.4.3.2': ['ecdsa', 'sha256'],
  '1.2.840.10045.4.3.3': ['ecdsa', 'sha384'],
  '1.2.840.10045.4.3.4': ['ecdsa', 'sha512'],
  '2.16.840.1.101.3.4.3.10': ['ecdsa', 'sha3-256'],
  '2.16.840.1.101.3.4.3.11': ['ecdsa', 'sha3-384'],
  '2.16.840.1.101.3.4.3.12': ['ecdsa', 'sha3-512'],
};

/** Until when each is trusted (ETSI TS 119 312, SOG-IS); absent: not trusted at all; null: no end is known. */
const TRUSTED_UNTIL: Readonly<Record<string, string | null>> = {
  md5: '2004-08-01',
  sha1: '2012-08-01',
  sha256: null,
  sha384: null,
  sha512: null,
  'sha3-256': null,
  'sha3-384': null,
  'sha3-512': null,
  rsa: '2029-01-01',
  pss: null,
  ecdsa: null,
  ed25519: null,
  'rsa key of 1024 bits': '2011-01-01',
  'rsa key of 1900 bits': '2029-01-01',
  'rsa key of 3000 bits': null,
  prime256v1: null,
  secp384r1: null,
  secp521r1: null,
};

export interface SignatureAlgorithm {
  readonly family: 'rsa' | 'pss' | 'ecdsa' | 'ed25519';
  readonly hash: string;
  /** PSS only, in bytes. */
  readonly saltLength?: number;
}

/** Undefined for an algorithm that we do not know: CRYPTO_CONSTRAINTS_FAILURE, never a pass. */
export function readAlgorithm(identifier: Tlv, digestHash: string | undefined): SignatureAlgorithm | undefined {
  const [name, parameters, ...more] = children(expect(identifier, TAG.sequence));
  const id = oid(name);
  if (more.length > 0 || (id !== OID.pss && !isNothing(parameters))) return undefined;
  if (id === OID.rsa) return digestHash === undefined ? undefined : { family: 'rsa', hash: digestHash };
  if (id === OID.pss) return parameters && readPss(parameters);
  // Ed25519 hashes by itself; beside it CMS wants SHA-512 for the content (RFC 8419, 3).
  if (id === OID.ed25519) return parameters ? undefined : { family: 'ed25519', hash: 'sha512' };
  const [family, hash] = SIGNATURES[id] ?? [];
  return family && hash !== undefined ? { family, hash } : undefined;
}

/** Absent or NULL, as RFC 5754 and RFC 4055 let them be. */
const isNothing = (parameters: Tlv | undefined): boolean =>
  !parameters || (parameters.tag === TAG.null && parameters.start === parameters.end);

/** The name of a hash; undefined for one that we do not know, or that has parameters. */
export function readHash(identifier: Tlv | undefined): string | undefined {
  const [name, parameters, ...more] = children(expect(identifier, TAG.sequence));
  return more.length === 0 && isNothing(parameters) ? HASHES[oid(name)] : undefined;
}

/** RSASSA-PSS (RFC 4055, 3.1): the hash and the hash of the mask generation function must be the same, and named. */
function readPss(parameters: Tlv): SignatureAlgorithm | undefined {
  const fields = children(expect(parameters, TAG.sequence)).map((field, number) => onlyIn(field, context(number)));
  const [hashField, maskField, saltField, ...more] = fields;
  if (!hashField || !maskField || more.length > 0) return undefined;
  const [mask, maskHash, ...others] = children(expect(maskField, TAG.sequence));
  if (oid(mask) !== OID.mgf1 || others.length > 0) return undefined;
  const hash = readHash(hashField);
  if (hash === undefined || readHash(maskHash) !== hash) return undefined;
  return { family: 'pss', hash, saltLength: fields.length > 2 ? smallInteger(saltField) : 20 };
}

/** What a field holds; undefined where it is another field, or holds more. */
function onlyIn(field: Tlv, tag: number): Tlv | undefined {
  const [only, ...more] = field.tag === tag ? children(field) : [];
  return more.length === 0 ? only : undefined;
}

/** Whether algorithm, hash and key are trusted at a time. */
export function isTrusted({ family, hash }: SignatureAlgorithm, key: KeyObject, at: Date): boolean {
  return [family, hash, keySizeOf(key)].every((name) => isTrustedAt(name, at));
}

/** Whether a hash alone is trusted at a time. */
export const isTrustedHash = (hash: string, at: Date): boolean => isTrustedAt(hash, at);

/** Whether a key is trusted at a time. */
export const isTrustedKey = (key: KeyObject, at: Date): boolean => isTrustedAt(keySizeOf(key), at);

function isTrustedAt(name: string, at: Date): boolean {
  const until = Object.hasOwn(TRUSTED_UNTIL, name) ? TRUSTED_UNTIL[name] : undefined;
  return until === null || (until !== undefined && at < new Date(until));
}

const RSA_SIZES = [3000, 1900, 1024];

/** The key's row in the table. A small public exponent is trusted nowhere. */
function keySizeOf(key: KeyObject): string {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === 'ed25519') return 'ed25519';
  if (type === 'ec') return details?.namedCurve ?? 'unknown curve';
  const bits = details?.modulusLength ?? 0;
  const size = RSA_SIZES.find((least) => bits >= least);
  return (details?.publicExponent ?? 0n) < 65537n ? 'small exponent' : `rsa key of ${size} bits`;
}

/** The raw check; false when the key is not of the algorithm's family. */
export function checkSignature(
  { family, hash, saltLength = 20 }: SignatureAlgorithm,
  key: KeyObject,
  signed: Buffer,
  signature: Buffer,
): boolean {
  const type = key.asymmetricKeyType;
  try {
    if (family === 'ed25519') return type === 'ed25519' && verifyRaw(null, signed, key, signature);
    if (family === 'ecdsa') return type === 'ec' && verifyRaw(hash, signed, key, signature);
    if (family === 'rsa') return type === 'rsa' && verifyRaw(hash, signed, key, signature);
    const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
    return (type === 'rsa' || type === 'rsa-pss') && verifyRaw(hash, signed, pss, signature);
  } catch {
    return false;
  }
}

/** The hash of parts that stand one after the other. */
export function digestOf(hash: string, parts: readonly Uint8Array[]): Buffer {
  const digest = createHash(hash);
  for (const part of parts) digest.update(part);
  return digest.digest();
}
