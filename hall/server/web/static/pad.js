// Asks every two seconds whom the pad asks; what is given is sent until the hall has kept it, and only then thanked for.
(function () {
  "use strict";
  var EVERY_MS = 2000, ANSWER_MS = 8000, TRY_MS = 60000, THINK_MS = 30000, THERE_MS = 120000;
  var facts = document.body.dataset, away = document.getElementById("away");
  var asked = null; // of the ticket on the pad: { ticket, press, since, until, stars, busy }

  function pad() { return document.getElementById("pad"); }
  function now() { return performance.now(); }

  function request(path, body) { // resolves to the text, or throws; a refusal is { refused: code }
    var stop = new AbortController(), late = setTimeout(function () { stop.abort(); }, ANSWER_MS);
    var how = body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {};
    how.signal = stop.signal;
    how.cache = "no-store";
    return fetch(path, how).then(function (answer) {
      clearTimeout(late);
      if (answer.status >= 500) throw new Error(answer.statusText);
      return answer.text().then(function (text) {
        if (!answer.ok) throw Object.assign(new Error(text), { refused: true });
        return text;
      });
    }, function (error) { clearTimeout(late); throw error; });
  }

  function press(ticket) { // the same with every try, and after the page was loaded again
    var key = "press-" + ticket, kept = "";
    try { kept = sessionStorage.getItem(key) || ""; } catch (_) { /* a browser without storage */ }
    if (!kept) {
      var bytes = crypto.getRandomValues(new Uint8Array(12));
      kept = "padpage-" + Array.prototype.map.call(bytes, function (one) { return ("0" + one.toString(16)).slice(-2); }).join("");
      try { sessionStorage.clear(); sessionStorage.setItem(key, kept); } catch (_) { /* as above */ }
    }
    return kept;
  }

  function begin() { // a new ticket is on the pad
    var ticket = pad().dataset.ticket;
    asked = ticket ? { ticket: ticket, press: press(ticket), since: now(), until: now() + 1000 * Number(pad().dataset.left), stars: 0, busy: false } : null;
  }

  function put(html) {
    var fresh = new DOMParser().parseFromString(html, "text/html").getElementById("pad");
    if (!fresh || fresh.dataset.key === pad().dataset.key) return;
    pad().replaceWith(fresh);
    begin();
  }

  function show(id) {
    document.querySelectorAll("#pad > section").forEach(function (each) { each.hidden = each.id !== id; });
  }

  function linger() { if (asked) asked.until = Math.max(asked.until, now() + THINK_MS); }

  function chosen() {
    var part = document.getElementById("say-" + asked.stars), tags = [];
    part.querySelectorAll(".tag[aria-pressed=true]").forEach(function (each) { tags.push(each.dataset.tag); });
    return { part: part, tags: tags, words: part.querySelector("textarea").value.trim() };
  }

  function wrong(part, is) { // in the place of the hint
    part.querySelector(".wrong").hidden = !is;
    part.querySelector(".hint").hidden = is;
  }

  function give() {
    if (!asked || asked.busy || !asked.stars) return;
    var said = chosen();
    if (said.part.querySelector("[data-needed]") && !said.tags.length && !said.words) {
      wrong(said.part, true);
      return;
    }
    asked.busy = true;
    show("saving");
    send({ press: asked.press, ticket: asked.ticket, stars: asked.stars, tags: said.tags, words: said.words, after_ms: asked.after }, now() + TRY_MS);
  }

  function send(body, until) {
    request(facts.send, body).then(function (text) {
      ended(JSON.parse(text).already ? "already" : "thanks");
    }, function (error) {
      if (!error.refused && now() < until) setTimeout(send, EVERY_MS, body, until);
      else ended("lost");
    });
  }

  function ended(id) {
    show(id);
    setTimeout(function () { asked = null; pad().dataset.key = ""; }, 1000 * Number(facts.thanksS));
  }

  function silent() { // nobody pressed: told, so that nobody has to guess
    var body = { press: asked.press, ticket: asked.ticket, stars: null };
    asked = null;
    request(facts.send, body).then(null, function () { /* the hall was away: nothing is invented */ });
  }

  function handOver(address) { // our own page stays below the province's, and takes its place again
    var there = window.open("", "province");
    if (!there) { show("ask"); return; }
    there.opener = null;
    there.location.replace(address);
    var body = { press: asked.press, ticket: asked.ticket, stars: null, handed: true };
    asked.busy = true;
    request(facts.send, body).then(null, function () { /* the hall was away: nothing is invented */ });
    show("handed");
    setTimeout(function () { there.close(); asked = null; pad().dataset.key = ""; }, THERE_MS);
  }

  function look() {
    if (asked && !asked.busy && now() > asked.until) silent();
    if (asked && (asked.busy || asked.stars)) { setTimeout(look, EVERY_MS); return; } // somebody is at it
    request(facts.parts).then(function (html) { away.hidden = true; put(html); }, function () { away.hidden = false; })
      .then(function () { setTimeout(look, EVERY_MS); });
  }

  document.addEventListener("click", function (event) {
    var key = event.target.closest ? event.target.closest("button") : null;
    if (!key || !asked || asked.busy) return;
    linger();
    if (key.dataset.stars) {
      asked.stars = Number(key.dataset.stars);
      asked.after = Math.max(0, Math.round(now() - asked.since));
      show("say-" + asked.stars);
    } else if (key.dataset.tag) {
      key.setAttribute("aria-pressed", String(key.getAttribute("aria-pressed") !== "true"));
      wrong(key.parentNode.parentNode, false);
    } else if (key.dataset.province) {
      handOver(key.dataset.province);
    } else if (key.className === "here") {
      show("ask");
    } else if (key.className === "back") {
      asked.stars = 0;
      show("ask");
    } else if (key.className === "send") {
      give();
    }
  });
  document.addEventListener("input", linger);

  begin();
  look();
})();
