import type { Channel, Message } from './delivery-provider.ts';
import { providers } from './providers.ts';

/**
 * Sends a message by the provider of its channel.
 *
 * @throws Error with the name of the carrier's error only: its message may hold the address of a customer, and would stand
 * in the log
 */
export async function sendMessage(channel: Channel, message: Message, signal: AbortSignal): Promise<void> {
  try {
    await providers[channel].deliver(message, signal);
  } catch (error) {
    throw new Error(
      `the carrier of '${channel}' refused a message: ${error instanceof Error ? error.name : 'unknown'}`,
    );
  }
}
