import type { Knex } from 'knex';

import { createCaseFileRepository } from './case-files';
import { createCatalogueRepository } from './catalogue';
import { createDataStoreRepository } from './data-stores';
import { createDocumentRepository } from './documents';
import { createEffectRepository } from './effects';
import { createIncidentRepository } from './incidents';
import { createJournalRepository } from './journal';
import { createMailRepository } from './mail';
import { createOriginRepository } from './origins';
import { createReplyRepository } from './replies';
import { createSubmissionRepository } from './submissions';
import { createTrustAnchorRepository } from './trust-anchors';
import { createWorkItemRepository } from './work-items';

export type Repositories<Bundle extends { hash: string }, Report, Outcome> = ReturnType<
  typeof createRepositories<Bundle, Report, Outcome>
>;

/** Every repository over one pool, for the composition roots. */
export function createRepositories<Bundle extends { hash: string }, Report, Outcome>(db: Knex) {
  const journal = createJournalRepository(db);
  const origins = createOriginRepository(db);
  return {
    db,
    journal,
    caseFiles: createCaseFileRepository<Report>(db, journal),
    catalogue: createCatalogueRepository<Bundle>(db),
    dataStores: createDataStoreRepository(db),
    documents: createDocumentRepository(db),
    effects: createEffectRepository(db),
    incidents: createIncidentRepository(db),
    mail: createMailRepository(db, origins),
    origins,
    replies: createReplyRepository(db),
    submissions: createSubmissionRepository<Outcome>(db),
    trustAnchors: createTrustAnchorRepository(db),
    workItems: createWorkItemRepository(db),
  };
}
