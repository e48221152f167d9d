// The page: sends an article to /digest and lets the card grow as sentences arrive.
const element = (id) => document.getElementById(id);
const made = (tag, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};

const MAX_BYTES = 1_000_000; // the server's limit, said before the upload

let characters = []; // of the article: offsets count code points, JavaScript's strings do not
let running = null; // the request under way

element("form").addEventListener("submit", (event) => {
  event.preventDefault();
  digest(new TextEncoder().encode(element("text").value));
});
element("file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  event.target.value = "";
  if (file) digest(await file.arrayBuffer());
});
element("form").addEventListener("dragover", (event) => {
  event.preventDefault();
  element("form").classList.add("dropping");
});
element("form").addEventListener("dragleave", () => element("form").classList.remove("dropping"));
element("form").addEventListener("drop", async (event) => {
  event.preventDefault();
  element("form").classList.remove("dropping");
  const [file] = event.dataTransfer.files;
  if (file) digest(await file.arrayBuffer());
  else element("text").value = event.dataTransfer.getData("text/plain");
});

async function digest(bytes) {
  running?.abort();
  if (bytes.byteLength > MAX_BYTES) return say("The file is too large for one article.", true);
  const request = (running = new AbortController());
  say("Reading the article …");
  clear();
  const query = new URLSearchParams({
    sentences: element("sentences").value,
    full: element("full").checked,
  });
  try {
    const response = await fetch(`/digest?${query}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: bytes,
      signal: request.signal,
    });
    let last;
    for await (const event of lines(response.body)) {
      handlers[event.event](event);
      last = event.event;
    }
    if (last !== "digest" && last !== "error") throw new Error("the server stopped early");
  } catch (error) {
    if (error.name !== "AbortError") handlers.error({ message: `No answer: ${error.message}` });
  }
}

async function* lines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    const parts = (rest + (value ?? "")).split("\n");
    rest = done ? "" : parts.pop();
    for (const part of parts) if (part) yield JSON.parse(part);
    if (done) return;
  }
}

const handlers = {
  article({ text }) {
    characters = Array.from(text);
    element("article").textContent = text;
    element("result").hidden = false;
    say("Translating …");
  },
  sentence({ text }) {
    const item = made("li", { className: "growing", lang: "en", textContent: text });
    element("points").append(item);
  },
  digest({ digest, markdown }) {
    show(digest);
    offer("json", JSON.stringify(digest, null, 2), "application/json", "digest.json");
    offer("markdown", markdown, "text/markdown", "digest.md");
    const count = digest.key_points.length;
    say(`Done: ${count} key point${count === 1 ? "" : "s"}. Choose one to see its German.`);
    element("card-title").focus({ preventScroll: true });
    element("card").scrollIntoView({ block: "nearest" });
  },
  error({ message }) {
    element("result").hidden = characters.length === 0;
    say(message, true);
  },
};

function clear() {
  characters = [];
  element("result").hidden = true;
  element("card-title").textContent = "Digest";
  for (const id of ["date", "made-by", "warnings", "points", "details", "sentences-all"]) {
    element(id).replaceChildren();
  }
  element("translation").hidden = true;
  for (const id of ["json", "markdown"]) element(id).disabled = true;
}

function say(message, isError = false) {
  element("status").textContent = message;
  element("status").classList.toggle("error", isError);
}

function show(digest) {
  element("card-title").textContent = digest.title?.text ?? "Digest";
  element("date").textContent = [digest.date, digest.source].filter(Boolean).join(" · ");
  element("warnings").replaceChildren(
    ...digest.warnings.map((notice) => made("li", { textContent: notice.message })),
  );
  element("points").replaceChildren(
    ...digest.key_points.map((point) => made("li", {}, sentence(point), ...notes(point))),
  );
  details(digest);
  if (digest.translation) {
    const paragraphs = [];
    for (const one of digest.translation.sentences) {
      (paragraphs[one.paragraph] ??= made("p")).append(sentence(one), " ");
    }
    element("sentences-all").replaceChildren(...paragraphs);
    element("translation").hidden = false;
  }
  const by = digest.made_by;
  element("made-by").textContent =
    `${digest.key_points.length} of ${digest.stats.sentences} sentences, chosen by ` +
    `${by.summarizer}, translated by ${by.engine}, model ${by.model ?? "unknown"}, ` +
    `newsdigest ${by.newsdigest}`;
}

// Quotations, names and numbers, where the digest holds them.
function details(digest) {
  const groups = [
    ["Quotations", digest.quotes, (one) => [one.speaker, one.text].filter(Boolean).join(": ")],
    ["Names", digest.entities, (one) => one.text],
    ["Numbers", digest.numbers, (one) => one.text],
  ];
  element("details").replaceChildren(
    ...groups
      .filter(([, items]) => items?.length)
      .flatMap(([title, items, label]) => [
        made("h3", { textContent: title }),
        made("ul", {}, ...items.map((one) => made("li", {}, sentence(one, label(one))))),
      ]),
  );
}

function notes(point) {
  const attribution = point.attribution?.speaker;
  return [
    ...(attribution ? [made("p", { className: "note", textContent: `Said by ${attribution}` })] : []),
    ...point.flags.map((flag) => made("p", { className: "note", textContent: `⚠ ${flag.message}` })),
  ];
}

// An English sentence: a button that lights its German in the article.
function sentence(part, label = part.text) {
  const button = made("button", { className: "sentence", type: "button", textContent: label });
  button.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-controls", "article");
  button.addEventListener("click", () => light(part, button));
  return button;
}

function light({ start, end }, button) {
  const wasLit = button.getAttribute("aria-pressed") === "true";
  for (const other of document.querySelectorAll("button.sentence")) {
    other.setAttribute("aria-pressed", "false");
  }
  const article = element("article");
  if (wasLit || start == null) {
    article.textContent = characters.join("");
    say("");
    return;
  }
  const [before, lit, after] = [[0, start], [start, end], [end]].map((cut) =>
    characters.slice(...cut).join(""),
  );
  const mark = made("mark", { textContent: lit });
  article.replaceChildren(before, mark, after);
  button.setAttribute("aria-pressed", "true");
  mark.scrollIntoView({ block: "nearest" });
  // A screen reader hears the German, in German.
  element("status").classList.remove("error");
  element("status").replaceChildren("Source: ", made("span", { lang: "de", textContent: lit }));
}

function offer(id, content, type, name) {
  element(id).disabled = false;
  element(id).onclick = () => {
    const link = made("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
    link.click();
    URL.revokeObjectURL(link.href);
  };
}
