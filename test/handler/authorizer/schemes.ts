import type { Caller, PresentedRequest, Refused, Scheme } from '../../../lib/handler/index.ts';

/** A scheme whose credentials are a header of its own name with a word that says what becomes of them. */
export function scheme(name: string, caller: Partial<Caller> = {}, carrier?: 'connection'): Scheme & { asked: number } {
  const own = {
    name,
    asked: 0,
    ...(carrier && { carrier }),
    isPresented: (request: PresentedRequest) => request.headers(name.toLowerCase()).length > 0,
    challenges: async () => [`${name} realm="bank"`],
    async authenticate(request: PresentedRequest): Promise<Caller | Refused> {
      own.asked += 1;
      const word = request.header(name.toLowerCase());
      if (word === 'stale') return { because: 'stale', challenges: [`${name} stale=true`] };
      if (word !== 'good') return { because: 'bad' };
      return { way: name, subject: `${name}-id`, client: 'acme', scopes: ['a', 'b'], roles: ['partner'], ...caller };
    },
  };
  return own;
}
