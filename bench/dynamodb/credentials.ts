/** Of a function of the template: what it calls is checked as it is in `portcullis dev`. */
export const credentials = {
  accessKeyId: 'ASIA0000000000000BENCH',
  secretAccessKey: 'a secret that is worth nothing',
  sessionToken: 'a session',
  region: 'eu-central-1',
} as const;
