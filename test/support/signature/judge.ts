import { verify, type VerifyOptions } from '../../../signature/verify';
import { cms, type CmsWish } from './build-cms';
import { NOW, createPki, type Holder } from './pki';

export const DOCUMENT = Buffer.from('заявление');
export const PKI = createPki();

export const VERDICT = {
  passed: 'TOTAL_PASSED/null',
  chain: 'INDETERMINATE/CHAIN_CONSTRAINTS_FAILURE',
  untrusted: 'INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND',
  later: 'INDETERMINATE/TRY_LATER',
};

/** A signature whose certificate is to be judged. */
export interface Case {
  readonly signer: Holder;
  /** Certificates in the file beside the signer's own. */
  readonly chain?: readonly Holder[];
  readonly wish?: Partial<CmsWish>;
  readonly options?: Partial<VerifyOptions>;
}

export async function judge({ signer, chain = [PKI.issuing], wish, options }: Case) {
  const certificates = [signer, ...chain].map(({ der }) => der);
  const bytes = cms({ content: DOCUMENT, signer, certificates, ...wish });
  const trust = { at: NOW, anchors: [PKI.root.der], crls: PKI.crls };
  const { report } = await verify({ bytes }, { ...trust, ...options });
  return { verdict: `${report.indication}/${report.subIndication}`, ...report.signatures[0] };
}

export const verdictOf = async (one: Case): Promise<string> => (await judge(one)).verdict;
