import { isEgn, isLnch } from '../../domain/identifier';
import { OID } from '../asn1/oids';
import type { Certificate } from '../certificate/certificate';
import { readTyped } from '../certificate/identity';
import type { Attribute } from '../certificate/names';
import type { Fault, Words } from '../fault';
import type { Finding } from '../report';
import { IDENTITY_FAULTS } from '../identity-faults';
import { findForeign, findHidden, findLookAlike, findStrangeWord } from './look-alikes';

type Subject = Pick<Certificate, 'subjectNames' | 'subjectAttributes' | 'altNames' | 'qcStatements'>;

/** Whether it can be told for certain whose certificate it is (EN 319 412-1, 5.1; EN 319 412-2 and -3, 4.2). */
export function identityFaults(subject: Subject): readonly Fault[] {
  return allFaults(subject).filter((fault) => !isOfNumber(fault));
}

/**
 * What is wrong with the number alone. The signature is no less sound for it, and issuers abroad write numbers of their own: it is for
 * whoever compares the number with an applicant's.
 */
export function identityWarnings(subject: Subject): readonly Finding[] {
  return allFaults(subject)
    .filter(isOfNumber)
    .map(({ finding }) => finding);
}

/** Codes of `identityWarnings`. */
export const NUMBER_WARNINGS: readonly string[] = [
  'IDENTIFIER_INVALID',
  'IDENTIFIER_MALFORMED',
  'ORGANISATION_UNIDENTIFIED',
];

const isOfNumber = ({ finding }: Fault): boolean => NUMBER_WARNINGS.includes(finding.code);

function allFaults(subject: Subject): readonly Fault[] {
  const faults = known.get(subject) ?? [
    ...personFaults(subject),
    ...organisationFaults(subject),
    ...placeFaults(subject),
    ...repeatedFaults(subject),
    ...characterFaults(subject),
  ];
  known.set(subject, faults);
  return faults;
}

/** Certificates are kept, and what they say of their holder does not change. */
const known = new WeakMap<Subject, readonly Fault[]>();

const valuesOf = ({ subjectAttributes }: Subject, wanted: string): string[] =>
  subjectAttributes.filter(({ type }) => type === wanted).map(({ value }) => value);

function personFaults(subject: Subject): Fault[] {
  const numbers = valuesOf(subject, OID.serialNumber);
  return [
    ...(numbers.length > 1 ? [IDENTITY_FAULTS.identity()] : []),
    ...numbers.flatMap((value) => valueFaults(OID.serialNumber, value, subject.qcStatements.naturalSemantics)),
  ];
}

function organisationFaults(subject: Subject): Fault[] {
  const { isForSeals, legalSemantics } = subject.qcStatements;
  const numbers = valuesOf(subject, OID.organizationIdentifier);
  return [
    ...(numbers.length > 1 ? [IDENTITY_FAULTS.organisationAmbiguous()] : []),
    ...(numbers.length === 0 && (isForSeals || legalSemantics) ? [IDENTITY_FAULTS.organisationUnidentified()] : []),
    ...numbers.flatMap((value) => valueFaults(OID.organizationIdentifier, value, legalSemantics)),
  ];
}

/** `isDeclared`: the certificate says itself that its identifiers follow the standard. */
function valueFaults(attribute: string, value: string, isDeclared: boolean): Fault[] {
  const { identifier, isInPlace, isMeant } = readTyped(attribute, value);
  if (!identifier) return isMeant || isDeclared ? [IDENTITY_FAULTS.identifierMalformed()] : [];
  if (!isInPlace) return [IDENTITY_FAULTS.identifierMisplaced(nameOf(attribute))];
  const { kind, country, number } = identifier;
  const isPersonal = kind === 'PNO' && country === 'BG';
  return isPersonal && !isEgn(number) && !isLnch(number) ? [IDENTITY_FAULTS.numberInvalid()] : [];
}

/** A personal number as new and as old certificates write it. */
const TYPED = /(?<!\p{L})(?:(?:PNO|PAS|IDC|TIN)[A-Z]{2}-([\w-]+)|(?:EGN|ЕГН|LNCH|ЛНЧ)\s*[:=]?\s*(\d{10}))/giu;

/** A number in the name, the unit, the province or among the other names counts for nothing, and misleads where it is another one. */
function placeFaults(subject: Subject): Fault[] {
  const known = [...valuesOf(subject, OID.serialNumber), ...valuesOf(subject, OID.organizationIdentifier)];
  const strange = elsewhere(subject).filter(({ value }) =>
    [...value.matchAll(TYPED)].some(([, typed, plain]) => !known.some((own) => endsWith(own, typed ?? plain ?? ''))),
  );
  return [...strange.map(({ type }) => nameOf(type)), ...sharedNames(subject)].map(IDENTITY_FAULTS.identifierMisplaced);
}

const endsWith = (own: string, number: string): boolean => own.toUpperCase().endsWith(`-${number.toUpperCase()}`);

const elsewhere = ({ subjectAttributes, altNames }: Subject): Attribute[] => [
  ...subjectAttributes.filter(({ type }) => type !== OID.serialNumber && type !== OID.organizationIdentifier),
  ...altNames.flatMap((name) =>
    name.type === 'ip' || name.type === 'other' ? [] : [name.value].flat().map((value) => ({ type: 'SAN', value })),
  ),
];

const OF_ORGANISATION: readonly string[] = [
  OID.organizationName,
  OID.organizationalUnitName,
  OID.organizationIdentifier,
];

/** A personal number in one relative name with what an organisation is called: of whom it speaks cannot be told. */
const sharedNames = ({ subjectNames }: Subject): Words[] =>
  subjectNames
    .filter((part) => part.some(({ type }) => type === OID.serialNumber))
    .filter((part) => part.some(({ type }) => OF_ORGANISATION.includes(type)))
    .map(() => ({ bg: 'заедно с името на организация', en: 'together with the name of an organisation' }));

const NAMES: Readonly<Record<string, Words>> = {
  [OID.commonName]: { bg: 'името', en: 'commonName' },
  [OID.givenName]: { bg: 'собственото име', en: 'givenName' },
  [OID.surname]: { bg: 'фамилията', en: 'surname' },
  [OID.countryName]: { bg: 'държавата', en: 'countryName' },
  [OID.organizationName]: { bg: 'името на организацията', en: 'organizationName' },
  [OID.organizationalUnitName]: { bg: 'звеното', en: 'organizationalUnitName' },
  [OID.stateOrProvinceName]: { bg: 'областта', en: 'stateOrProvinceName' },
  [OID.serialNumber]: { bg: 'личния номер', en: 'serialNumber' },
  [OID.organizationIdentifier]: { bg: 'номера на организацията', en: 'organizationIdentifier' },
  SAN: { bg: 'другите имена', en: 'subjectAltName' },
};

const nameOf = (type: string): Words => NAMES[type] ?? { bg: `полето ${type}`, en: type };

/** EN 319 412-2, 4.2.4 and -3, 4.2.1 allow each of these once. */
const ONCE = [OID.commonName, OID.givenName, OID.surname, OID.countryName];

const repeatedFaults = (subject: Subject): Fault[] =>
  ONCE.filter((type) => valuesOf(subject, type).length > 1).map((type) => IDENTITY_FAULTS.attributeTwice(nameOf(type)));

const OF_PERSON = [OID.commonName, OID.givenName, OID.surname];
const NUMBERS = [OID.serialNumber, OID.organizationIdentifier];
const READ = [...OF_PERSON, ...NUMBERS, OID.organizationName, OID.organizationalUnitName];

/** What a clerk would read wrongly, each kind named once. Firms mix scripts in their names on purpose: their numbers tell them apart. */
function characterFaults(subject: Subject): Fault[] {
  const first = (types: readonly string[], find: (value: string) => Words | undefined): Words | undefined =>
    types
      .flatMap((type) => valuesOf(subject, type))
      .map(find)
      .find((words) => words !== undefined);
  const hidden = first(READ, findHidden);
  const strange = subject.qcStatements.isForSeals ? undefined : first(OF_PERSON, findStrangeWord);
  const alike = first(NUMBERS, findForeign) ?? first(OF_PERSON, findLookAlike) ?? strange;
  return [
    ...(hidden ? [IDENTITY_FAULTS.hiddenCharacter(hidden)] : []),
    ...(alike ? [IDENTITY_FAULTS.homoglyph(alike)] : []),
  ];
}
