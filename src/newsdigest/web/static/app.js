// The page: sends an article to /digest and lets the card grow as sentences arrive.
const element = (id) => document.getElementById(id);
const made = (tag, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};

const maxBytes = Number(element("form").dataset.maxBytes); // the server's limit

const twoColumns = matchMedia("(min-width: 52.01rem)"); // as in style.css

let characters = []; // of the article: offsets count code points, JavaScript's strings do not
let running = null; // the request under way
let lit = null; // the place in the article that is lit, as { start, end }

element("form").addEventListener("submit", (event) => {
  event.preventDefault();
  digest(new TextEncoder().encode(element("text").value));
});
element("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) element("form").requestSubmit();
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
  clear();
  if (bytes.byteLength > maxBytes) {
    return say(`An article has at most ${maxBytes.toLocaleString("en")} bytes here.`, true);
  }
  const request = (running = new AbortController());
  say("Reading the article …");
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
  title({ text }) {
    element("card-title").textContent = text;
  },
  sentence(event) {
    element("points").append(made("li", { className: "growing" }, sentence(event)));
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
  lit = null;
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
  const generated = digest.title?.generated && "headline generated from a key point";
  element("date").textContent = [digest.date, digest.source, generated].filter(Boolean).join(" · ");
  element("warnings").replaceChildren(
    ...digest.warnings.map((notice) => made("li", { textContent: notice.message })),
  );
  element("points").replaceChildren(
    ...digest.key_points.map((point) => made("li", {}, sentence(point, attributed(point)), ...notes(point))),
  );
  details(digest);
  if (digest.translation) {
    const paragraphs = [];
    for (const one of digest.translation.sentences) {
      (paragraphs[one.paragraph] ??= made("div")).append(
        made("div", {}, sentence(one, attributed(one)), ...notes(one)),
      );
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

// What the digest holds besides: each item lights its (first) place in the article.
function details(digest) {
  const groups = [
    ["Quotations", digest.quotes, (one) => speaker(one) + `“${one.text}”`, (one) => one],
    ["Names", digest.entities, (one) => one.text, (one) => one.mentions[0]],
    ["Numbers and dates", digest.numbers, (one) => one.text, (one) => one],
    ["Keywords", digest.keywords, (one) => one.text, (one) => one],
  ];
  element("details").replaceChildren(
    ...groups
      .filter(([, items]) => items.length)
      .flatMap(([title, items, label, place]) => [
        made("h3", { textContent: title }),
        made(
          "ul",
          { className: title === "Quotations" ? "" : "row" },
          ...items.map((one) => made("li", {}, sentence(place(one), label(one)))),
        ),
      ]),
  );
}

const speaker = ({ attribution }) => (attribution?.text ? `${attribution.text}: ` : "");

// The English of a point; words in brackets are added, as in every other form of a digest.
function attributed({ attribution, text }) {
  if (!attribution || attribution.stated) return text;
  return `[${attribution.text ?? "reported"}:] ${text}`;
}

const notes = ({ flags }) =>
  flags.map((flag) => made("p", { className: "note", textContent: `⚠ ${flag.message}` }));

// An English sentence: a button that lights its German in the article.
function sentence(part, label = part.text) {
  const button = made("button", { className: "sentence", type: "button", textContent: label });
  button.setAttribute("aria-pressed", String(part.start === lit?.start && part.end === lit?.end));
  button.setAttribute("aria-controls", "article");
  button.addEventListener("click", () => light(part, button));
  return button;
}

function light({ start, end }, button) {
  const wasLit = button.getAttribute("aria-pressed") === "true";
  for (const other of document.querySelectorAll("button.sentence")) {
    other.setAttribute("aria-pressed", "false");
  }
  document.querySelector("p.source")?.remove();
  const article = element("article");
  if (wasLit) {
    lit = null;
    article.textContent = characters.join("");
    say("");
    return;
  }
  lit = { start, end };
  const [before, source, after] = [[0, start], [start, end], [end]].map((cut) =>
    characters.slice(...cut).join(""),
  );
  const mark = made("mark", { textContent: source });
  article.replaceChildren(before, mark, after);
  button.setAttribute("aria-pressed", "true");
  // Where the article stands beside the card it moves; below it, the German comes to the sentence.
  if (twoColumns.matches) mark.scrollIntoView({ block: "nearest" });
  button.after(made("p", { className: "source", lang: "de", textContent: source }));
  // A screen reader hears the German, in German.
  element("status").classList.remove("error");
  element("status").replaceChildren("Source: ", made("span", { lang: "de", textContent: source }));
}

function offer(id, content, type, name) {
  element(id).disabled = false;
  element(id).onclick = () => {
    const link = made("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
    link.click();
    URL.revokeObjectURL(link.href);
  };
}
