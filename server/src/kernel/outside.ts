/** One letter to one person. */
export type LetterText = { to: string; subject: string; text: string; unsubscribe?: string };

/** What of the world outside this server reaches, by the operator's settings. */
export type Outside = {
  /** `https://host`: links in messages begin with it. Undefined where the server does not know its own address. */
  origin: string | undefined;
  /** Sends a letter; absent where no mail server was set. */
  sendLetter?: (letter: LetterText) => Promise<void>;
  /** Hosts (`host` or `host:port`) to which messages may go although they are inside the house, or without encryption. */
  allowedHosts: readonly string[];
};
