/** The registered workflows. The default serves every service: the workflow type is the service's id. */
export { caseFileWorkflow as default } from './case-file';
