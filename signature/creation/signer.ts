import { createPrivateKey, sign as signRaw, type KeyObject } from 'node:crypto';

import forge from 'node-forge';

import { DomainError } from '../../domain/errors';
import { readCertificate } from '../certificate/certificate';
import { der } from '../asn1/der';
import { TAG, children, expect, readWhole, whole } from '../asn1/tlv';

/** A key that signs, and the certificates that go along with what it signed. */
export interface Signer {
  /** DER, the signer's own first, without the root. */
  readonly chain: readonly Uint8Array[];
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

export function createSigner(key: KeyObject, chain: readonly Uint8Array[]): Signer {
  return { chain, sign: async (bytes) => signRaw('sha256', bytes, key) };
}

/** Opens a PKCS#12 file (RFC 7292) with an RSA or EC key; old and new encryption. */
export function signerFromPkcs12(p12: Uint8Array, password: string): Signer {
  const file = open(p12, password);
  const certificates = bagsOf(file, 'certBag').map(certificateIn);
  const key = keyOf(file);
  const own = certificates.find((certificate) => readCertificate(certificate).x509.checkPrivateKey(key));
  if (!own) throw unusable('it holds no certificate of its key');
  const rest = certificates.filter((certificate) => certificate !== own && !isSelfIssued(certificate));
  return createSigner(key, [own, ...rest]);
}

function open(p12: Uint8Array, password: string): forge.pkcs12.Pkcs12Pfx {
  try {
    const pfx = forge.asn1.fromDer(Buffer.from(p12).toString('latin1'));
    const isAscii = /^[\x20-\x7e]*$/.test(password);
    return isAscii ? forge.pkcs12.pkcs12FromAsn1(pfx, password) : openBeyondAscii(pfx, password);
  } catch (cause) {
    throw unusable('the password is wrong or the file is damaged', cause);
  }
}

/**
 * The MAC and the old encryption take a password as UTF-16 (RFC 7292, B.1), the new one as UTF-8 (RFC 8018); forge has one string for
 * both. The new kind is therefore opened without its MAC: a wrong password does not decrypt it either.
 */
function openBeyondAscii(pfx: forge.asn1.Asn1, password: string): forge.pkcs12.Pkcs12Pfx {
  try {
    return forge.pkcs12.pkcs12FromAsn1(pfx, password);
  } catch {
    const [version, content] = pfx.value as forge.asn1.Asn1[];
    const withoutMac = { ...pfx, value: [version, content] } as forge.asn1.Asn1;
    return forge.pkcs12.pkcs12FromAsn1(withoutMac, forge.util.encodeUtf8(password));
  }
}

function bagsOf(file: forge.pkcs12.Pkcs12Pfx, kind: string): readonly forge.pkcs12.Bag[] {
  const bagType = forge.pki.oids[kind] as string;
  return file.getBags({ bagType })[bagType] ?? [];
}

const toDer = (asn1: forge.asn1.Asn1): Buffer => Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');

/** Byte for byte as it was issued: forge keeps what it does not know, and would write the algorithm of the rest in its own way. */
function certificateIn({ cert, asn1 }: forge.pkcs12.Bag): Buffer {
  if (!cert) return toDer(asn1);
  const tbs = toDer(cert.tbsCertificate);
  const algorithm = children(readWhole(tbs)).find(({ tag }) => tag === TAG.sequence);
  const signature = Buffer.from(cert.signature as string, 'latin1');
  return der.sequence(
    tbs,
    whole(expect(algorithm, TAG.sequence)),
    der.element(TAG.bitString, Buffer.from([0]), signature),
  );
}

function keyOf(file: forge.pkcs12.Pkcs12Pfx): KeyObject {
  const [bag] = [...bagsOf(file, 'pkcs8ShroudedKeyBag'), ...bagsOf(file, 'keyBag')];
  if (!bag) throw unusable('it holds no key');
  const key = bag.key ? createPrivateKey(forge.pki.privateKeyToPem(bag.key)) : readKey(bag.asn1);
  if (key?.asymmetricKeyType !== 'rsa' && key?.asymmetricKeyType !== 'ec')
    throw unusable('its key is neither RSA nor EC');
  return key;
}

function readKey(asn1: forge.asn1.Asn1): KeyObject | undefined {
  try {
    return createPrivateKey({ key: toDer(asn1), format: 'der', type: 'pkcs8' });
  } catch {
    return undefined;
  }
}

function isSelfIssued(certificate: Uint8Array): boolean {
  const { issuer, subject } = readCertificate(certificate);
  return issuer.equals(subject);
}

const unusable = (reason: string, cause?: unknown) =>
  new DomainError('REQUEST_INVALID', `The PKCS#12 file cannot be used: ${reason}`, {}, { cause });
