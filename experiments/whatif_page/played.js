// One city that is played and stepped: two ways of organising side by side, a mark a client, a bar a department.
"use strict";
(() => {
  const P = D.played;
  if (!P) return;
  const LANGS = ["en", "zh"], SIDES = ["left", "right"], WIDE = 340, PAUSE = 400;
  const arms = Object.keys(P.arms), frames = P.arms[arms[0]].frames;
  const now = {frame: 0, left: P.sides[0], right: P.sides[1], timer: 0};
  const part = (lang, name) => document.getElementById(`${lang}-${name}`);
  const marks = {
    s: r => `M${-r} ${-r}h${2 * r}v${2 * r}h${-2 * r}z`, D: r => `M0 ${-r}L${r} 0L0 ${r}L${-r} 0z`,
    o: r => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`, ".": r => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
    X: r => { const a = 0.45 * r; return `M${-r} ${-r + a}L${-r + a} ${-r}L0 ${-a}L${r - a} ${-r}L${r} ${-r + a}L${a} 0L${r} ${r - a}L${r - a} ${r}L0 ${a}L${-r + a} ${r}L${-r} ${r - a}L${-a} 0z`; }};
  function mark(state, x, y, half) {
    const s = P.states[state];
    return make("path", {d: marks[s.mark](half * s.size), transform: `translate(${x} ${y})`, fill: s.filled ? s.colour : "#fff",
      stroke: s.colour, "stroke-width": s.filled ? 0 : 1.2});
  }
  function map(lang, frame) {
    const places = P.layouts[frame.layout], xs = places.map(p => p[0]), ys = places.map(p => p[1]);
    const left = Math.min(...xs), low = Math.min(...ys), across = Math.max(Math.max(...xs) - left, 0), up = Math.max(Math.max(...ys) - low, 0);
    const span = Math.max(across, up, 7), crowd = Math.max(8, Math.min(span + 1, Math.sqrt(places.length) * 1.3));
    const half = Math.min(18, (WIDE / crowd) / 2), scale = (WIDE - 2 * half) / span;
    const svg = make("svg", {viewBox: `0 0 ${WIDE} ${Math.round(up * scale + 2 * half)}`, role: "img", "aria-label": frame.said[lang]});
    places.forEach((p, i) => svg.append(mark(frame.cells.charCodeAt(i) - 97, half + (p[0] - left) * scale, half + (low + up - p[1]) * scale, half)));
    return svg;
  }
  function queues(lang, frame) {
    const row = 40, longest = Math.max(P.longest, 0.1), names = P.departments.map(d => d[lang]);
    const said = names.map((name, i) => `${name} ${frame.waiting[i] === 0 ? "0" : digits(frame.waiting[i])}`);
    const svg = make("svg", {viewBox: `0 0 ${WIDE} ${names.length * row}`, role: "img", "aria-label": said.join("; ")});
    said.forEach((text, i) => svg.append(make("text", {x: 0, y: i * row + 15, "font-size": 14, fill: "#222"}, text),
      make("rect", {x: 0, y: i * row + 20, width: Math.max(frame.waiting[i], 0) / longest * WIDE, height: 12, fill: "#4d5b6b"})));
    return svg;
  }
  function events(lang, arm, day) {
    const there = P.arms[arm].events.filter(one => one.day <= day).slice(-4).reverse();
    return there.length ? there.map(one => make("li", {}, one[lang])) : [make("li", {}, say(lang, "no_event"))];
  }
  function draw() {
    for (const lang of LANGS) {
      const first = P.arms[now.left].frames[now.frame];
      part(lang, "date").textContent = fill(lang, "date_read", {date: first.date[lang], day: first.day});
      part(lang, "day").value = now.frame;
      part(lang, "day").setAttribute("aria-valuetext", part(lang, "date").textContent);
      const play = part(lang, "play");
      play.textContent = say(lang, now.timer ? "pause" : "play");
      play.setAttribute("aria-pressed", String(Boolean(now.timer)));
      part(lang, "back").disabled = now.frame === 0;
      part(lang, "on").disabled = now.frame === frames.length - 1;
      for (const side of SIDES) {
        const room = part(lang, side), frame = P.arms[now[side]].frames[now.frame];
        room.querySelector("select").value = now[side];
        room.querySelector(".stand").textContent = frame.said[lang];
        room.querySelector(".map").replaceChildren(map(lang, frame));
        room.querySelector(".queues").replaceChildren(queues(lang, frame));
        room.querySelector(".team").textContent = fill(lang, "team_now", {members: frame.members});
        room.querySelector(".events").replaceChildren(...events(lang, now[side], frame.day));
      }
    }
  }
  function go(frame) { now.frame = Math.min(Math.max(frame, 0), frames.length - 1); draw(); }
  function stop() { clearInterval(now.timer); now.timer = 0; }
  function play() {
    if (now.timer) { stop(); draw(); return; }
    if (now.frame === frames.length - 1) now.frame = 0;
    now.timer = setInterval(() => { if (now.frame === frames.length - 2) stop(); go(now.frame + 1); }, PAUSE);
    draw();
  }
  for (const lang of LANGS) {
    part(lang, "day").max = frames.length - 1;
    part(lang, "day").addEventListener("input", one => { stop(); go(+one.target.value); });
    part(lang, "play").addEventListener("click", play);
    part(lang, "back").addEventListener("click", () => { stop(); go(now.frame - 1); });
    part(lang, "on").addEventListener("click", () => { stop(); go(now.frame + 1); });
    P.states.forEach((state, number) => {
      const svg = make("svg", {viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true"}), line = make("li");
      svg.append(mark(number, 10, 10, 8)); line.append(svg, " ", state[lang]); part(lang, "legend").append(line);
    });
    for (const side of SIDES) {
      const room = part(lang, side), select = room.querySelector("select");
      arms.forEach(arm => select.append(make("option", {value: arm}, D.arms[arm][lang])));
      select.addEventListener("change", () => { now[side] = select.value; draw(); });
      if (P.departments.length < P.of) room.querySelector(".queues").after(make("p", {class: "quiet"},
        fill(lang, "queues_most", {many: P.departments.length, of: P.of})));
    }
  }
  window.whatif.played = now;
  draw();
})();
