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

/** Opens a PKCS#12 file (RSA keys; old and new encryption). */
export function signerFromPkcs12(p12: Uint8Array, password: string): Signer {
  const bag = open(p12, password);
  const bags = bag.getBags({ bagType: forge.pki.oids.certBag as string })[forge.pki.oids.certBag as string] ?? [];
  const certificates = bags.flatMap(({ cert }) =>
    cert ? [Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(cert)).getBytes(), 'latin1')] : [],
  );
  const key = keyOf(bag);
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

function keyOf(bag: forge.pkcs12.Pkcs12Pfx): KeyObject {
  for (const bagType of [forge.pki.oids.pkcs8ShroudedKeyBag, forge.pki.oids.keyBag] as string[])
    for (const { key } of bag.getBags({ bagType })[bagType] ?? [])
      if (key) return createPrivateKey(forge.pki.privateKeyToPem(key));
  throw unusable('it holds no RSA key');
}

function isSelfIssued(der: Uint8Array): boolean {
  const { issuer, subject } = readCertificate(der);
  return issuer.equals(subject);
}

const unusable = (reason: string, cause?: unknown) =>
  new DomainError('REQUEST_INVALID', `The PKCS#12 file cannot be used: ${reason}`, {}, { cause });
