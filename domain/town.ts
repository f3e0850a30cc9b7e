import type { Calendar } from './calendar';
import type { Text } from './text';

/** A department or a village office. */
export interface Unit {
  readonly id: string;
  readonly name: Text;
}

/** A post in a unit. People hold positions; work is addressed to positions, never to people. */
export interface Position {
  readonly id: string;
  readonly unit: string;
  readonly name: Text;
}

/** What a person may do in the system as such; which case files they see comes from their positions. */
export const ROLES = ['citizen', 'clerk', 'officer', 'designer', 'archivist', 'auditor', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** A typed national identifier (ETSI EN 319 412-1, 5.1.3): PNO = national number, PAS passport, IDC identity card, NTR register of companies. */
export interface Identifier {
  readonly kind: 'PNO' | 'PAS' | 'IDC' | 'NTR' | 'TIN' | 'VAT';
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly number: string;
}

/** Somebody who signs in. `id` is the `sub` claim of the identity provider. */
export interface Person {
  readonly id: string;
  readonly name: Text;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly positions: readonly string[];
  /** Citizens only. */
  readonly identifier?: Identifier;
}

/** A register's numbers run without gaps within a calendar year of the municipality's time zone. */
export interface Register {
  readonly id: string;
  readonly name: Text;
  /** E.g. `94-{sequence:6}/{date}`; `{date}` is dd.mm.yyyy, `{year}` four digits. */
  readonly template: string;
}

export interface Settlement {
  readonly id: string;
  readonly name: Text;
  readonly kind: 'town' | 'village';
}

/** The municipality as data: one folder, another folder is another municipality. */
export interface Town {
  readonly name: Text;
  readonly companyNumber: string;
  readonly timeZone: string;
  readonly email: string;
  readonly address: Text;
  readonly appealTo: Text;
  readonly units: readonly Unit[];
  readonly positions: readonly Position[];
  readonly people: readonly Person[];
  readonly settlements: readonly Settlement[];
  readonly registers: readonly Register[];
  readonly calendar: Calendar;
  /** Register ids: applications are numbered in `incoming`, replies in `outgoing`. */
  readonly incoming: string;
  readonly outgoing: string;
  /** The position that decides what the signature check could not: `signature-review` work items. */
  readonly signatureReview: string;
}
