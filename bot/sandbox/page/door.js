// The people's door of the sandbox: what a person on Telegram can do, as JSON over HTTP under /sim.

export class DoorError extends Error {}

async function ask(path, body) {
  const options = body === undefined
    ? {}
    : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`/sim/${path}`, options).catch((error) => { throw new DoorError(error.message); });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new DoorError(answer.error || `${response.status} ${response.statusText}`);
  return answer;
}

export const world = () => ask("world");
export const messages = async (chatId) => (await ask(`chats/${chatId}/messages`)).messages;
export const send = (chatId, from, what) => ask("messages", { chat_id: chatId, from, ...what });
export const edit = (chatId, messageId, from, what) => ask("edits", { chat_id: chatId, message_id: messageId, from, ...what });
export const forward = (chatId, messageId, from, to) => ask("forwards", { chat_id: chatId, message_id: messageId, from, to });
export const tap = (chatId, messageId, userId, place) =>
  ask("taps", { chat_id: chatId, message_id: messageId, user_id: userId, button: place });
export const pay = (chatId, messageId, userId, card) =>
  ask("payments", { chat_id: chatId, message_id: messageId, user_id: userId, card });
export const inline = (userId, query, chatType) => ask("inline", { user_id: userId, query, chat_type: chatType });
export const choose = (userId, chatId, query, resultId) =>
  ask("inline/choose", { user_id: userId, chat_id: chatId, query, result_id: resultId });
export const link = (userId, url, chatId) => ask("links", chatId === undefined ? { user_id: userId, url } : { user_id: userId, url, chat_id: chatId });
export const block = (userId, blocked) => ask("block", { user_id: userId, blocked });
export const advance = (seconds) => ask("clock", { advance_s: seconds });

const RETRY_MS = [300, 600, 1200, 2500, 5000];

/** Hears everything that happens; after each (new) connection `opened` is called, so that nothing is missed. */
export function listen({ opened, heard, lost }) {
  let tries = 0;
  function connect() {
    const stream = new EventSource("/sim/stream");
    stream.onopen = () => { tries = 0; opened(); };
    stream.onmessage = (message) => heard(JSON.parse(message.data));
    stream.onerror = () => {
      stream.close();
      lost();
      setTimeout(connect, RETRY_MS[Math.min(tries++, RETRY_MS.length - 1)]);
    };
  }
  connect();
}
