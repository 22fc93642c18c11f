/** No validation, no checks, no errors: what any handler costs. */
export const handler = async (event) => {
  const { transferId } = JSON.parse(event.body);
  return {
    statusCode: 201,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ transferId, status: 'ACCEPTED' }),
  };
};
