/** What the server calls a person who was erased, in the language of names; a short code follows. */
const SAID = "已注销人员 #";

/** The answer in the language of the page: names are Chinese, but these words are nobody's name. */
export async function sayErased(answer: Response): Promise<Response> {
  if (document.documentElement.lang.startsWith("zh")) return answer;
  const { status, statusText, headers } = answer;
  const text = await answer.text();
  return new Response(text.replaceAll(SAID, "Erased person #"), { status, statusText, headers });
}
