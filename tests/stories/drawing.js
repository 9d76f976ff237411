// Draws pieces {title, message, isGroup} with the page's own bubbles.
async ([pieces, now, language]) => {
  const { speak } = await import("/page/words.js");
  speak(language);
  const { bubble } = await import("/page/bubbles.js");
  const main = document.querySelector("main");
  for (const { title, message, isGroup } of pieces) {
    const world = { now: () => now, messages: new Map(), users: new Map() };
    const place = { world, chat: { id: message.chat_id, type: isGroup ? "supergroup" : "private" }, person: () => 0,
      press() {}, reply() {}, edit() {}, jump() {}, look() {} };
    const row = bubble({ ...message, reply_to: null }, place);
    row.classList.add("first", "last");
    const list = document.createElement("div");
    list.className = "messages";
    list.append(row);
    const piece = document.createElement("section");
    piece.className = isGroup ? "group" : "private";
    const head = document.createElement("h2");
    head.textContent = title;
    piece.append(head, list);
    main.append(piece);
  }
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => image.decode().catch(() => null)));
}
