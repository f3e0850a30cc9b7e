import type { Repositories } from '../db/repositories';
import type { PublishedBundle } from '../catalogue/publish';
import type { Outcome } from '../domain/receipt';
import type { Town } from '../domain/town';
import type { TokenCheck } from './authenticate';
import type { CaseFileWorkflows } from './workflows';

export interface ApiDeps {
  readonly repositories: Repositories<PublishedBundle, unknown, Outcome>;
  readonly town: Town;
  readonly workflows: CaseFileWorkflows;
  readonly checkToken: TokenCheck;
  /** Where the document of this API says it is served. */
  readonly publicUrl: string;
}
