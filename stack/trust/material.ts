import { createHash, createPrivateKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import forge from 'node-forge';

import type { Town } from '../../domain/town';
import { readCertificate } from '../../signature/certificate/certificate';
import { OID } from '../../signature/asn1/oids';
import { EXTENSIONS, issue, type Issued, type NameParts } from './issue';

/** Everything the demo's certification authority made, as it lies in its folder. */
export interface TrustMaterial {
  readonly port: number;
  readonly root: Issued;
  readonly issuing: Issued;
  readonly ocsp: Issued;
  readonly tsa: Issued;
  /** Serial numbers of all that was issued to people and the town; with the date when revoked. */
  readonly issued: Readonly<Record<string, string | null>>;
}

/** The password of every demo PKCS#12 file. They are for trying, and say so. */
export const DEMO_PASSWORD = 'demo';

const DAY = 24 * 3_600_000;

/** Reads the folder, or makes everything on the first start. Addresses are inside the certificates, so the port stays. */
export async function openTrust(folder: string, port: number, town: Town): Promise<TrustMaterial> {
  const file = join(folder, 'trust.json');
  if (!existsSync(file)) await create(folder, port, town);
  const stored = JSON.parse(await readFile(file, 'utf8')) as StoredTrust;
  return {
    ...stored,
    root: revive(stored.root),
    issuing: revive(stored.issuing),
    ocsp: revive(stored.ocsp),
    tsa: revive(stored.tsa),
  };
}

type Stored = { readonly der: string; readonly key: string };
type StoredTrust = { port: number; issued: Record<string, string | null> } & Record<
  'root' | 'issuing' | 'ocsp' | 'tsa',
  Stored
>;

const store = ({ der, key }: Issued): Stored => ({
  der: der.toString('base64'),
  key: key.export({ type: 'pkcs8', format: 'pem' }) as string,
});
const revive = ({ der, key }: Stored): Issued => ({ der: Buffer.from(der, 'base64'), key: createPrivateKey(key) });

async function create(folder: string, port: number, town: Town): Promise<void> {
  const making = `${folder}.making`;
  await mkdir(making, { recursive: true, mode: 0o700 });
  const now = new Date();
  const until = (days: number) => new Date(now.getTime() + days * DAY);
  const since = new Date(now.getTime() - 2 * DAY);
  const base = `http://127.0.0.1:${port}`;
  const organization = ['organization', 'Prepiska Demo Trust'] as const;
  const root = issue({
    subject: [['country', 'BG'], organization, ['commonName', 'Prepiska Demo Root CA']],
    notBefore: since,
    notAfter: until(3650),
    extensions: [EXTENSIONS.authority(), EXTENSIONS.keyUsage(0x06)],
  });
  const below = (issuer: Issued, subject: NameParts, notAfter: Date, extensions: Buffer[], notBefore = since) =>
    issue({ subject, notBefore, notAfter, extensions, issuer });
  const issuing = below(
    root,
    [['country', 'BG'], organization, ['commonName', 'Prepiska Demo Issuing CA']],
    until(1825),
    [EXTENSIONS.authority(), EXTENSIONS.keyUsage(0x06), EXTENSIONS.crl(`${base}/root.crl`)],
  );
  const links = [
    EXTENSIONS.endEntity(),
    EXTENSIONS.crl(`${base}/issuing.crl`),
    EXTENSIONS.access(`${base}/ocsp`, `${base}/issuing.crt`),
  ];
  const ocsp = below(issuing, [['country', 'BG'], organization, ['commonName', 'Prepiska Demo OCSP']], until(1825), [
    EXTENSIONS.endEntity(),
    EXTENSIONS.keyUsage(0x80),
    EXTENSIONS.purpose(OID.ocspSigning, false),
    EXTENSIONS.ocspNoCheck(),
  ]);
  const tsa = below(issuing, [['country', 'BG'], organization, ['commonName', 'Prepiska Demo TSA']], until(1825), [
    ...links,
    EXTENSIONS.keyUsage(0xc0),
    EXTENSIONS.purpose(OID.timeStamping, true),
  ]);
  const seal = below(
    issuing,
    [
      ['country', 'BG'],
      ['organization', town.name.bg],
      ['organizationIdentifier', `NTRBG-${town.companyNumber}`],
      ['commonName', town.name.bg],
    ],
    until(1095),
    [...links, EXTENSIONS.keyUsage(0xc0), EXTENSIONS.qualified('eseal')],
  );

  const issued: Record<string, string | null> = {};
  const keep = async (name: string, certificate: Issued, revokedAt: Date | null = null): Promise<void> => {
    issued[readCertificate(certificate.der).serial] = revokedAt?.toISOString() ?? null;
    await writePkcs12(join(making, `${name}.p12`), certificate, [issuing.der]);
  };
  const citizen = (subject: NameParts, notAfter = until(1095), notBefore = since) =>
    below(issuing, subject, notAfter, [...links, EXTENSIONS.keyUsage(0xc0), EXTENSIONS.qualified('esign')], notBefore);
  await keep('seal', seal);
  issued[readCertificate(tsa.der).serial] = null;
  const people = town.people.flatMap((person) =>
    person.identifier ? [{ ...person, subject: subjectOf(person.name.bg, person.identifier.number) }] : [],
  );
  for (const { id, subject } of people) await keep(id, citizen(subject));
  const [first] = people;
  if (first) {
    await keep(`${first.id}-revoked`, citizen(first.subject), new Date(now.getTime() - DAY / 2));
    await keep(
      `${first.id}-expired`,
      citizen(first.subject, new Date(now.getTime() - DAY), new Date(now.getTime() - 400 * DAY)),
    );
  }

  await writeFile(join(making, 'root.pem'), pem(root.der));
  await writeFile(join(making, 'issuing.pem'), pem(issuing.der));
  const stored: StoredTrust = {
    port,
    issued,
    root: store(root),
    issuing: store(issuing),
    ocsp: store(ocsp),
    tsa: store(tsa),
  };
  await writeFile(join(making, 'trust.json'), JSON.stringify(stored), { mode: 0o600 });
  await rename(making, folder);
}

/** The Bulgarian profile of a personal certificate: names, and PNOBG- with the personal number. */
function subjectOf(name: string, number: string): NameParts {
  const parts = name.split(' ');
  return [
    ['country', 'BG'],
    ['commonName', name],
    ['givenName', parts[0] ?? name],
    ['surname', parts.at(-1) ?? name],
    ['serialNumber', `PNOBG-${number}`],
  ];
}

export const pem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/(.{64})/g, '$1\n')
    .trimEnd()}\n-----END CERTIFICATE-----\n`;

async function writePkcs12(file: string, { der, key }: Issued, above: readonly Buffer[]): Promise<void> {
  await writeFile(file, toPkcs12({ der, key }, above));
  await chmod(file, 0o600);
}

export function toPkcs12({ der, key }: Issued, above: readonly Buffer[]): Buffer {
  const certificates = [der, ...above].map((bytes) =>
    forge.pki.certificateFromAsn1(forge.asn1.fromDer(bytes.toString('latin1'))),
  );
  const privateKey = forge.pki.privateKeyFromPem(key.export({ type: 'pkcs1', format: 'pem' }) as string);
  const asn1 = forge.pkcs12.toPkcs12Asn1(privateKey, certificates, DEMO_PASSWORD, {
    algorithm: 'aes256',
    friendlyName: createHash('sha256').update(der).digest('hex').slice(0, 8),
  });
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');
}
