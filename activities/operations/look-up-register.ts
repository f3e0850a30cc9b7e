import { DomainError } from '../../domain/errors';
import type { Operation } from '../call-operation';

/** Asks a national register about the applicant, with the legal ground of the question (RegiX call context). */
export const lookUpRegister: Operation = async (
  { repositories, populationRegister },
  { caseFileId, inputs, element },
) => {
  if (inputs.register !== 'population' || inputs.query !== 'permanent-address')
    throw new DomainError('OPERATION_REFUSED', `Element ${element} asks a register or query that is not connected`, {
      inputs,
    });
  const { application } = await repositories.caseFiles.get(caseFileId);
  const lawReason = typeof inputs.lawReason === 'string' ? inputs.lawReason : '';
  const address = await populationRegister.findPermanentAddress(application.applicant.identifier, {
    caseFileId,
    lawReason,
  });
  return address
    ? { variables: { address } }
    : {
        error: {
          code: 'RECORD_NOT_FOUND',
          message: 'The population register has no permanent address for this person',
        },
      };
};
