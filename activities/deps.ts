import type { PublishedBundle } from '../catalogue/publish';
import type { Repositories } from '../db/repositories';
import type { Outcome } from '../domain/receipt';
import type { Town } from '../domain/town';
import type { Report } from '../signature/report';
import type { Signer } from '../signature/creation/signer';
import type { RevocationFetcher } from '../signature/verify';
import type { CaseFileWorkflows } from './clients/case-file-workflows';
import type { Mailer } from './clients/mailer';
import type { PopulationRegister } from './clients/population-register';
import type { TimeStampClient } from './clients/time-stamp';
import type { Verifier } from './verifier/verifier';

export type AppRepositories = Repositories<PublishedBundle, Report, Outcome>;

/** Everything the activities reach the world through; put together in `worker.ts`. */
export interface ActivityDeps {
  readonly repositories: AppRepositories;
  readonly town: Town;
  /** Where the public page that checks replies is. */
  readonly publicUrl: string;
  readonly caseFileWorkflows: CaseFileWorkflows;
  readonly seal: Signer;
  readonly timeStamp: TimeStampClient;
  readonly mailer: Mailer;
  readonly populationRegister: PopulationRegister;
  readonly verifier: Verifier;
  readonly revocation: RevocationFetcher;
}
