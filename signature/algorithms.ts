import { constants, verify as verifyRaw, type KeyObject } from 'node:crypto';

import { OID } from './asn1/oids';
import { children, context, oid, smallInteger, type Tlv } from './asn1/tlv';

export const HASHES: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Old ones that a certificate identifier may still name, never a signature. */
export const IDENTIFYING_HASHES: Readonly<Record<string, string>> = { ...HASHES, [OID.sha1]: 'sha1' };

const RSA_WITH: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
};

const ECDSA_WITH: Readonly<Record<string, string>> = {
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};

const CURVES: ReadonlySet<string | undefined> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

export interface SignatureAlgorithm {
  readonly family: 'rsa' | 'pss' | 'ecdsa';
  readonly hash: string;
  readonly saltLength?: number;
}

/** Undefined for an algorithm that we do not know or no longer trust: CRYPTO_CONSTRAINTS_FAILURE, never a pass. */
export function readAlgorithm(identifier: Tlv, digestHash: string | undefined): SignatureAlgorithm | undefined {
  const [name, parameters] = children(identifier);
  const id = oid(name);
  if (id === OID.rsa) return digestHash ? { family: 'rsa', hash: digestHash } : undefined;
  const rsa = RSA_WITH[id];
  if (rsa) return { family: 'rsa', hash: rsa };
  const ecdsa = ECDSA_WITH[id];
  if (ecdsa) return { family: 'ecdsa', hash: ecdsa };
  return id === OID.pss && parameters ? readPss(parameters) : undefined;
}

/** RSASSA-PSS (RFC 4055): the hash and the hash of the mask generation function must be the same, and named. */
function readPss(parameters: Tlv): SignatureAlgorithm | undefined {
  const fields = new Map(children(parameters).map((field) => [field.tag, children(field)[0]] as const));
  const hashField = fields.get(context(0));
  const maskField = fields.get(context(1));
  const saltField = fields.get(context(2));
  if (!hashField || !maskField || fields.has(context(3))) return undefined;
  const hash = HASHES[oid(children(hashField)[0])];
  const maskHash = children(maskField)[1];
  if (!hash || !maskHash || HASHES[oid(children(maskHash)[0])] !== hash) return undefined;
  return { family: 'pss', hash, saltLength: saltField ? smallInteger(saltField) : 20 };
}

/** The dated policy: keys that are long enough today. */
export function isTrustedKey(key: KeyObject): boolean {
  const { modulusLength, publicExponent, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'rsa-pss')
    return (modulusLength ?? 0) >= 2048 && (publicExponent ?? 0n) >= 65537n;
  return key.asymmetricKeyType === 'ec' && CURVES.has(namedCurve);
}

/** The raw check; false when the key is not of the algorithm's family. */
export function checkSignature(
  algorithm: SignatureAlgorithm,
  key: KeyObject,
  signed: Buffer,
  signature: Buffer,
): boolean {
  const { family, hash, saltLength } = algorithm;
  const type = key.asymmetricKeyType;
  try {
    if (family === 'ecdsa') return type === 'ec' && verifyRaw(hash, signed, key, signature);
    if (family === 'rsa') return type === 'rsa' && verifyRaw(hash, signed, key, signature);
    const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: saltLength ?? 20 };
    return (type === 'rsa' || type === 'rsa-pss') && verifyRaw(hash, signed, pss, signature);
  } catch {
    return false;
  }
}
