import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createTimeStampClient } from '../../activities/clients/time-stamp';
import type { Town } from '../../domain/town';
import { createSigner, signerFromPkcs12, type Signer } from '../../signature/creation/signer';
import { startTrustAuthority } from '../../stack/trust/authority';
import type { Issued, NameParts } from '../../stack/trust/issue';
import { DEMO_PASSWORD, openTrust } from '../../stack/trust/material';
import { issueEc, register, type Curve } from './certificates';

/** Who signs in a test: the municipality and a citizen. */
export interface Signers {
  readonly seal: Signer;
  readonly citizen: Signer;
}

/** The demo's trust service, running, with signers on RSA keys and on EC keys, and its files as judges read them. */
export async function startDemoTrust({ folder, port, town }: { folder: string; port: number; town: Town }) {
  const material = await openTrust(folder, port, town);
  const certificates: Issued[] = [];
  const onCurve = (curve: Curve): Signers => {
    const give = (subject: NameParts, use: 'esign' | 'eseal'): Signer => {
      const certificate = issueEc(material, { subject, use, curve });
      certificates.push(certificate);
      return createSigner(certificate.key, [certificate.der, material.issuing.der]);
    };
    return { seal: give(municipality(town), 'eseal'), citizen: give(CITIZEN, 'esign') };
  };
  const onEc = { 'P-256': onCurve('P-256'), 'P-384': onCurve('P-384') };
  await register(folder, certificates);
  const authority = await startTrustAuthority({ folder, port, town });
  const fromFile = async (name: string): Promise<Signer> =>
    signerFromPkcs12(await readFile(join(folder, `${name}.p12`)), DEMO_PASSWORD);
  const keep = async (name: string): Promise<string> => {
    const bytes = Buffer.from(await (await fetch(`${authority.url}/${name}`)).arrayBuffer());
    await writeFile(join(folder, name), bytes);
    return join(folder, name);
  };
  return {
    signers: { RSA: { seal: await fromFile('seal'), citizen: await fromFile('maria-ivanova') }, ...onEc },
    revoked: await fromFile('maria-ivanova-revoked'),
    rootPem: join(folder, 'root.pem'),
    rootDer: await keep('root.crt'),
    issuingPem: join(folder, 'issuing.pem'),
    crls: [await keep('issuing.crl'), await keep('root.crl')],
    timeStamp: createTimeStampClient({ url: `${authority.url}/tsa` }).stamp,
    close: () => authority.close(),
  };
}

const CITIZEN: NameParts = [
  ['country', 'BG'],
  ['commonName', 'Мария Петрова Иванова'],
  ['serialNumber', 'PNOBG-5804122134'],
];

const municipality = ({ name, companyNumber }: Town): NameParts => [
  ['country', 'BG'],
  ['organization', name.bg],
  ['organizationIdentifier', `NTRBG-${companyNumber}`],
  ['commonName', name.bg],
];
