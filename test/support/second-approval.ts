/** What a designer does to service 2016 to make another one of it: a new id, and one more approval. */

export const COPIED_SERVICE = '2016-twice';

export const renamed = (serviceYaml: string): string => serviceYaml.replace(/^id: .*/m, `id: "${COPIED_SERVICE}"`);

export const withSecondApproval = (bpmn: string): string =>
  bpmn
    .replace('sourceRef="Approved" targetRef="IssueCertificate"', 'sourceRef="Approved" targetRef="Again"')
    .replace('<bpmn:incoming>F4</bpmn:incoming>', '<bpmn:incoming>F20</bpmn:incoming>')
    .replace('<bpmn:sequenceFlow id="F1"', `${SECOND_APPROVAL}<bpmn:sequenceFlow id="F1"`);

const SECOND_APPROVAL = `
    <bpmn:userTask id="Again" name="Второ одобрение" prepiska:form="review">
      <bpmn:incoming>F4</bpmn:incoming>
      <bpmn:outgoing>F20</bpmn:outgoing>
      <bpmn:potentialOwner id="Again_owner"><bpmn:resourceAssignmentExpression>
        <bpmn:formalExpression>"deputy-mayor-ecology"</bpmn:formalExpression>
      </bpmn:resourceAssignmentExpression></bpmn:potentialOwner>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="F20" sourceRef="Again" targetRef="IssueCertificate" />
`;
