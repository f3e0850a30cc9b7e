// Required by path, on the worker and inside the sandbox, so it stays CommonJS. Error messages and stack traces may hold personal
// data: they are encrypted like every other payload.
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
