/** One event of a stream. A comment, too, is a sign of life, and comes as an event without a name. */
export interface StreamEvent {
  name: string | undefined;
  data: string;
}

/** The events of a stream, as the service writes them: lines end with `\n`, and data is one line. */
export async function* events(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent, void> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (text + decoder.decode(value, { stream: true })).split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) yield parse(block);
  }
}

function parse(block: string): StreamEvent {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
  return { name: field("event"), data: field("data") ?? "" };
}
