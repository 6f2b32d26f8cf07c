// What the pages do beyond being read: copy wording, fill in names, say how old a card is, search. Nothing is fetched or kept.
(() => {
  "use strict";
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const one = (selector, inside = document) => inside.querySelector(selector);

  function sayAges() {
    const today = new Date();
    for (const time of all("time[data-age]")) {
      const [year, month, date] = time.dateTime.split("-").map(Number);
      const days = Math.round((Date.UTC(today.getFullYear(), today.getMonth(), today.getDate()) - Date.UTC(year, month - 1, date)) / 864e5);
      if (days >= 0) time.after(` (${age(days)})`);
    }
  }

  function age(days) {
    if (days < 2) return days ? "yesterday" : "today";
    if (days < 14) return `${days} days ago`;
    if (days < 61) return `${Math.floor(days / 7)} weeks ago`;
    if (days < 365) return `${Math.floor(days / 30.44)} months ago`;
    return `${days < 730 ? "over a year" : `${Math.floor(days / 365.25)} years`} ago, due to be read again`;
  }

  // Wording: copying, and names that are filled in while typing

  function offerCopies() {
    for (const button of all("[data-copy]")) {
      const label = button.innerHTML;
      button.hidden = false;
      button.addEventListener("click", async () => {
        const figure = button.closest("[data-wording]");
        const text = figure.dataset.plain ?? one("[data-text]", figure).textContent;
        button.textContent = (await copy(text)) ? "Copied" : "Select the text and copy it";
        announce(button.textContent);
        setTimeout(() => { button.innerHTML = label; }, 2000);
      });
    }
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      area.style.position = "fixed";
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  let status;
  function announce(text) {
    if (!status) {
      status = document.createElement("p");
      status.className = "unseen";
      status.setAttribute("role", "status");
      document.body.append(status);
    }
    status.textContent = "";
    setTimeout(() => { status.textContent = text; }, 50);
  }

  function offerNames() {
    const form = one("[data-names]");
    if (!form || !one(".slot[data-name]")) return;
    form.hidden = false;
    for (const slot of all(".slot[data-name]")) slot.dataset.empty = slot.textContent;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      const value = event.target.value.trim();
      for (const slot of all(`.slot[data-name="${event.target.name}"]`)) {
        slot.textContent = value || slot.dataset.empty;
        slot.classList.toggle("filled", Boolean(value));
      }
      for (const figure of all("[data-wording]")) sayLength(figure);
    });
  }

  const counted = (number, noun) => `${number.toLocaleString("en-GB")} ${noun}${number === 1 ? "" : "s"}`;

  function sayLength(figure) {
    const text = one("[data-text]", figure)?.textContent;
    if (text === undefined) return;
    const words = text.split(/\s+/).filter(Boolean).length;
    const characters = [...text].length;
    const { unit, most, aim } = figure.dataset;
    const used = unit === "words" ? words : characters;
    const spell = (number) => Number(number).toLocaleString("en-GB");
    let said = `${counted(words, "word")}, ${counted(characters, "character")}`;
    if (unit && used > most) said += `; over the limit of ${spell(most)} ${unit}`;
    else if (unit && Number(aim) && used > aim) said += `; allowed up to ${spell(most)}, better under ${spell(aim)}`;
    else if (unit) said += `; limit ${spell(most)} ${unit}`;
    one("[data-length]", figure).textContent = said;
  }

  // Search. The index maps each word to pages; a word that is not found is tried as a beginning, then as a misspelling.

  const WEIGHTS = [1, 2, 4, 9]; // in the text, often in the text, in another name, in the title
  const FEW = 5;
  const MOST_SHOWN = 40;

  function wordsOf(text, stop) {
    const plain = text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
    const stems = (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => (word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word));
    return stems.filter((word) => word.length > 1 && !stop.has(word));
  }

  function distance(a, b, most) {
    let before = [], row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1] ? 0 : 1;
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      if (Math.min(...next) > most) return most + 1;
      [before, row] = [row, next];
    }
    return row[b.length];
  }

  function likeWords(word, vocabulary) {
    const begun = vocabulary.filter((candidate) => (word.length < 3 ? candidate === word : candidate.startsWith(word)));
    if (begun.length) return begun.map((candidate) => [candidate, candidate === word ? 1 : 0.6 * (word.length / candidate.length)]);
    const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    if (!most) return [];
    return vocabulary
      .filter((candidate) => candidate[0] === word[0] && Math.abs(candidate.length - word.length) <= most)
      .map((candidate) => [candidate, distance(word, candidate, most)])
      .filter(([, far]) => far <= most)
      .map(([candidate, far]) => [candidate, 0.5 / far]);
  }

  function search(query, index) {
    const asked = [...new Set(wordsOf(query, index.stopWords))];
    const hits = new Map();
    for (const word of asked) {
      const best = new Map();
      for (const [candidate, quality] of likeWords(word, index.vocabulary)) {
        const places = index.words[candidate];
        const rarity = Math.log(1 + index.pages.length / places.length);
        for (const place of places) {
          const page = Math.floor(place / 4);
          best.set(page, Math.max(best.get(page) ?? 0, WEIGHTS[place % 4] * rarity * quality));
        }
      }
      for (const [page, score] of best) {
        const hit = hits.get(page) ?? { page, words: 0, score: 0 };
        hits.set(page, { page, words: hit.words + 1, score: hit.score + score });
      }
    }
    const mostWords = Math.max(0, ...[...hits.values()].map((hit) => hit.words));
    const full = [...hits.values()].filter((hit) => hit.words === mostWords).length;
    const least = full < FEW && mostWords > 2 ? mostWords - 1 : mostWords;
    return [...hits.values()]
      .filter((hit) => hit.words >= least)
      .map((hit) => ({ ...hit, score: hit.score * (sameName(query, index.pages[hit.page], index) ? 4 : 1) }))
      .sort((a, b) => b.words - a.words || b.score - a.score || a.page - b.page);
  }

  const folded = (text, index) => wordsOf(text, index.stopWords).join(" ");
  const sameName = (query, [, , id, title, , aliases], index) =>
    [id, title, ...aliases].some((name) => folded(name, index) === folded(query, index));

  const NAMED = { Play: "Also called", Executive: "Also called", "Coaching guide": "Also called", Message: "Also called" };

  function resultOf([address, kind, id, title, summary, aliases], query, index) {
    const item = document.createElement("li");
    item.className = "item";
    const heading = document.createElement("h3");
    const link = document.createElement("a");
    link.href = address;
    link.textContent = title;
    const mark = document.createElement("span");
    mark.className = "kind";
    mark.textContent = [kind, id].filter(Boolean).join(" ");
    heading.append(link);
    item.append(mark, heading);
    const asked = wordsOf(query, index.stopWords);
    const named = aliases.find((alias) => {
      const words = wordsOf(alias, index.stopWords);
      return asked.length > 0 && asked.every((word) => words.some((other) => other.startsWith(word)));
    });
    for (const text of [summary && summary[0].toUpperCase() + summary.slice(1), named && `${NAMED[kind] ?? "People say"} “${named}”`]) {
      if (!text) continue;
      const line = document.createElement("p");
      line.textContent = text;
      item.append(line);
    }
    return item;
  }

  function offerSearch() {
    const form = one("[data-search]");
    const raw = window.libraryIndex;
    if (!form || !raw) return;
    const index = { ...raw, vocabulary: Object.keys(raw.words), stopWords: new Set(raw.stop) };
    const input = one("[data-find]", form), found = one("[data-found]"), browse = all("[data-browse]");
    const count = one("[data-count]"), list = one("[data-results]");
    let waiting;

    function show() {
      const query = input.value.trim();
      const hits = query ? search(query, index) : [];
      found.hidden = !query;
      for (const part of browse) part.hidden = Boolean(query);
      list.replaceChildren(...hits.slice(0, MOST_SHOWN).map((hit) => resultOf(index.pages[hit.page], query, index)));
      clearTimeout(waiting);
      waiting = setTimeout(() => { count.textContent = query ? countOf(hits.length, query) : ""; }, 200);
      try {
        history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
      } catch { /* some browsers keep the address of a page from a disk as it is */ }
    }

    form.hidden = false;
    input.value = new URLSearchParams(location.search).get("q") ?? input.value;
    form.addEventListener("submit", (event) => { event.preventDefault(); show(); one("a", list)?.focus(); });
    input.addEventListener("input", show);
    if (input.value) show();
  }

  function countOf(number, query) {
    if (!number) return `Nothing was found for “${query}”. Try fewer words, or clear the box to browse.`;
    const most = number > MOST_SHOWN ? `; the ${MOST_SHOWN} likeliest are shown` : "";
    return `${counted(number, "result")} for “${query}”${most}`;
  }

  function offerShortcut() {
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const input = all("[data-find]").find((box) => box.offsetParent);
      if (input) { event.preventDefault(); input.focus(); input.select(); }
    });
  }

  sayAges();
  offerCopies();
  offerNames();
  offerSearch();
  offerShortcut();
})();
