import type { Finding, Indication, SubIndication } from './report';

/** Why a signature is not simply good. Thrown inside the check, never out of `verify`. */
export class Fault extends Error {
  constructor(
    readonly indication: Exclude<Indication, 'TOTAL_PASSED'>,
    readonly subIndication: SubIndication,
    readonly finding: Finding,
  ) {
    super(finding.en);
  }
}

/** Part of a sentence. */
export interface Words {
  readonly bg: string;
  readonly en: string;
}

export const fault = (
  indication: Fault['indication'],
  subIndication: SubIndication,
  code: string,
  bg: string,
  en: string,
): Fault => new Fault(indication, subIndication, { code, bg, en });
