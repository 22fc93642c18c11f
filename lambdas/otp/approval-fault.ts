import { headers, type InputFault } from '../../lib/contract/index.ts';

/** What a caller does about `approval-required`; other refusals need no explanation. */
export const approvalFault = (code: string, purpose: 'transfer' | 'payee'): readonly InputFault[] =>
  code === 'approval-required'
    ? [
        {
          pointer: `/headers/${headers.oneTimeProof}`,
          detail: `needs the proof of a challenge (POST /otp/challenges) with the purpose '${purpose}' and exactly these values`,
        },
      ]
    : [];
