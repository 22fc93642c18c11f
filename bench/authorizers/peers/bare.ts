/** What any authorizer costs. */
export const handler = async (event) => ({ principalId: event.headers['x-api-key'] });
