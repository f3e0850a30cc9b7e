import { constants, generateKeyPairSync, sign } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { readCertificate } from '../../signature/certificate/certificate';
import { der } from '../../signature/asn1/der';
import { TAG, children, expect, readWhole, whole } from '../../signature/asn1/tlv';
import { EXTENSIONS, bitString, issue, signed, type Issued, type NameParts } from '../../stack/trust/issue';
import type { TrustMaterial } from '../../stack/trust/material';

const DAY = 24 * 3_600_000;

export type Curve = 'P-256' | 'P-384' | 'P-521';

/** What the demo's authority gives its people, for an EC key. */
export function issueEc(
  { issuing, port }: TrustMaterial,
  { subject, use, curve = 'P-256' }: { subject: NameParts; use: 'esign' | 'eseal'; curve?: Curve },
): Issued {
  const base = `http://127.0.0.1:${port}`;
  const certificate = issue({
    subject,
    issuer: issuing,
    keyType: 'ec',
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + 365 * DAY),
    extensions: [
      EXTENSIONS.endEntity(),
      EXTENSIONS.crl(`${base}/issuing.crl`),
      EXTENSIONS.access(`${base}/ocsp`, `${base}/issuing.crt`),
      EXTENSIONS.keyUsage(0xc0),
      EXTENSIONS.qualified(use),
    ],
  });
  return curve === 'P-256' ? certificate : withKeyOn(curve, certificate, issuing);
}

/** The same certificate for a key on another curve than `issue` knows. */
function withKeyOn(curve: Curve, certificate: Issued, issuing: Issued): Issued {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const tbs = rewrite(certificate, FIELD.publicKey, publicKey.export({ type: 'spki', format: 'der' }));
  return { der: signed(tbs, issuing.key), key: privateKey };
}

/** The same certificate, signed with RSASSA-PSS whose hash has no parameters: RFC 4055, 2.1 allows both ways to write it. */
export function signedWithPss(certificate: Issued, issuing: Issued): Issued {
  const sha256 = der.sequence(der.oid('2.16.840.1.101.3.4.2.1'));
  const mask = der.sequence(der.oid('1.2.840.113549.1.1.8'), sha256);
  const parameters = der.sequence(der.explicit(0, sha256), der.explicit(1, mask), der.explicit(2, der.integer(32)));
  const algorithm = der.sequence(der.oid('1.2.840.113549.1.1.10'), parameters);
  const tbs = rewrite(certificate, FIELD.algorithm, algorithm);
  const pss = { key: issuing.key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  return { der: der.sequence(tbs, algorithm, bitString(sign('sha256', tbs, pss))), key: certificate.key };
}

/** Places in a TBSCertificate of version 3. */
const FIELD = { algorithm: 2, publicKey: 6 };

function rewrite(certificate: Issued, field: number, value: Buffer): Buffer {
  const [tbs] = children(readWhole(certificate.der));
  const fields = children(expect(tbs, TAG.sequence)).map(whole);
  return der.sequence(...fields.with(field, value));
}

/** Tells the demo's OCSP responder of them, before it starts. */
export async function register(folder: string, certificates: readonly Issued[]): Promise<void> {
  const file = join(folder, 'trust.json');
  const stored = JSON.parse(await readFile(file, 'utf8')) as { issued: Record<string, null> };
  for (const certificate of certificates) stored.issued[readCertificate(certificate.der).serial] = null;
  await writeFile(file, JSON.stringify(stored));
}
