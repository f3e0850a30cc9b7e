import { createPrivateKey, sign as signRaw, type KeyObject } from 'node:crypto';

import forge from 'node-forge';

import { DomainError } from '../domain/errors';
import { readCertificate } from './certificate';

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
  // forge knows RSA alone: a bag with another key comes as it was read.
  const certificates = bagsOf(file, 'certBag').map(({ cert, asn1 }) =>
    toDer(cert ? forge.pki.certificateToAsn1(cert) : asn1),
  );
  const key = keyOf(file);
  const own = certificates.find((der) => readCertificate(der).x509.checkPrivateKey(key));
  if (!own) throw unusable('it holds no certificate of its key');
  const rest = certificates.filter((der) => der !== own && !isSelfIssued(der));
  return createSigner(key, [own, ...rest]);
}

function open(p12: Uint8Array, password: string) {
  try {
    return forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(Buffer.from(p12).toString('latin1')), password);
  } catch (cause) {
    throw unusable('the password is wrong or the file is damaged', cause);
  }
}

function bagsOf(file: forge.pkcs12.Pkcs12Pfx, kind: string): readonly forge.pkcs12.Bag[] {
  const bagType = forge.pki.oids[kind] as string;
  return file.getBags({ bagType })[bagType] ?? [];
}

const toDer = (asn1: forge.asn1.Asn1): Buffer => Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');

function keyOf(file: forge.pkcs12.Pkcs12Pfx): KeyObject {
  const [bag] = [...bagsOf(file, 'pkcs8ShroudedKeyBag'), ...bagsOf(file, 'keyBag')];
  if (!bag) throw unusable('it holds no key');
  if (bag.key) return createPrivateKey(forge.pki.privateKeyToPem(bag.key));
  try {
    return createPrivateKey({ key: toDer(bag.asn1), format: 'der', type: 'pkcs8' });
  } catch (cause) {
    throw unusable('its key is neither RSA nor EC', cause);
  }
}

function isSelfIssued(der: Uint8Array): boolean {
  const { issuer, subject } = readCertificate(der);
  return issuer.equals(subject);
}

const unusable = (reason: string, cause?: unknown) =>
  new DomainError('REQUEST_INVALID', `The PKCS#12 file cannot be used: ${reason}`, {}, { cause });
