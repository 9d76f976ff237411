// The page: the world, the stage, the guide and the clock, put together.
import { Acts } from "./acts.js";
import * as door from "./door.js";
import { Guide } from "./guide.js";
import { Stage } from "./stage.js";
import { day, hour } from "./times.js";
import { firstTongue, said, speak, tongue } from "./words.js";
import { World } from "./world.js";

const $ = (id) => document.getElementById(id);
const TICK_MS = 1000;

const world = new World({
  people: () => { stage.sync(); guide.soon(); },
  person: (user) => stage.phones.get(user.id)?.refresh(),
  message: (m, isNew) => { stage.phones.get(m.chat_id)?.put(m, isNew); guide.soon(); },
  gone: (m) => { stage.phones.get(m.chat_id)?.gone(m); guide.soon(); },
  clock: () => showClock(true),
  answer: (event) => acts.answer(event),
});
const acts = new Acts({ world, look: lookAtPhoto, chosen: () => guide.soon() });
const stage = new Stage({ world, element: $("stage"), tabs: $("tabs"), acts });
const guide = new Guide({ world, stage, steps: $("steps"), line: $("line"), show: $("show"), doit: $("doit"), advance });

function showClock(isMoved) {
  const now = world.now();
  $("hour").textContent = hour(now);
  $("day").textContent = day(now);
  stage.tick(isMoved);
}

async function advance(seconds) {
  const keys = document.querySelectorAll("[data-advance]");
  keys.forEach((key) => { key.disabled = true; });
  document.querySelector(".clock").classList.add("moving");
  try {
    world.clockIs((await door.advance(seconds)).now);
  } finally {
    keys.forEach((key) => { key.disabled = false; });
    document.querySelector(".clock").classList.remove("moving");
  }
}

async function reload() {
  try {
    await world.load();
    $("lost").hidden = true;
  } catch (error) {
    if (!(error instanceof door.DoorError)) throw error;
    said($("lost"), "lost").hidden = false;
    setTimeout(reload, TICK_MS);
  }
}

function lookAtPhoto(url) {
  $("photoview").querySelector("img").src = url;
  $("photoview").showModal();
}

function setTongue(language) {
  speak(language);
  document.querySelectorAll("[data-tongue]").forEach((key) => key.setAttribute("aria-pressed", String(key.dataset.tongue === tongue())));
  if (!stage.phones.size) return;
  stage.sync();
  stage.phones.forEach((phone) => phone.list.arrangeAll());
  showClock(true);
  guide.soon();
}

document.querySelectorAll("[data-advance]").forEach((key) => key.addEventListener("click", () => advance(Number(key.dataset.advance))));
document.querySelectorAll("[data-tongue]").forEach((key) => key.addEventListener("click", () => setTongue(key.dataset.tongue)));
$("photoview").addEventListener("click", () => $("photoview").close());
setTongue(firstTongue());
setInterval(() => showClock(false), TICK_MS);

door.listen({
  opened: reload,
  heard: (event) => world.hear(event),
  lost: () => { said($("lost"), "lost").hidden = false; },
});
