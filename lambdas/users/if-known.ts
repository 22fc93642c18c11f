import { UserNotFoundException } from '@aws-sdk/client-cognito-identity-provider';

/** What an operation on one user answers. @returns undefined when the pool has no such user */
export async function ifKnown<Output>(answer: Promise<Output>): Promise<Output | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof UserNotFoundException) return undefined;
    throw error;
  }
}
