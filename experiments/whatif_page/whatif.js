// The page of sliders: evaluates the emulators exactly as experiments/emulation does, and draws what they say.
"use strict";
const D = JSON.parse(document.getElementById("data").textContent);
const R5 = Math.sqrt(5), REACH = D.reach;
const back = (e, z) => e.link === "root" ? Math.max(z, 0) ** 2 : e.link === "log" ? Math.max(Math.exp(z) - e.offset, 0) : z;
function terms(e, u) {
  const c = u.map(x => 2 * x - 1), t = [1, ...c];
  if (e.model === "quadratic") for (let i = 0; i < c.length; i++) for (let j = i; j < c.length; j++) t.push(c[i] * c[j]);
  return t;
}
function evaluate(e, points, u) {
  if (e.state === "the same everywhere") return [e.value, e.low, e.high];
  let z = terms(e, u).reduce((sum, t, i) => sum + t * e.terms[i], 0), near = 0, squared = 0, all = 0;
  points.forEach((p, n) => {
    let scaled = 0, plain = 0;
    for (let i = 0; i < u.length; i++) { scaled += ((u[i] - p[i]) / e.lengths[i]) ** 2; plain += (u[i] - p[i]) ** 2; }
    if (e.bumps.length) { const r = R5 * Math.sqrt(scaled); z += e.bumps[n] * (1 + r + r * r / 3) * Math.exp(-r); }
    const w = Math.exp(-0.5 * plain / REACH ** 2);
    near += w; squared += w * e.errors[n]; all += e.errors[n];
  });
  const half = e.factor * Math.sqrt((squared + D.everywhere * all / points.length) / (near + D.everywhere));
  return [back(e, z), back(e, z - half), back(e, z + half)];
}
function nearest(points, u) {
  return Math.min(...points.map(p => Math.sqrt(p.reduce((sum, x, i) => sum + (x - u[i]) ** 2, 0))));
}
window.whatif = {evaluate, nearest, D};

const state = {explanation: Object.keys(D.under)[0], values: {}};
for (const [name, one] of Object.entries(D.under)) state.values[name] = one.sliders.map(s => s.start);
const unit = (one, values) => one.sliders.map((s, i) => s.whole ? (values[i] - Math.ceil(s.low) + 0.5) / (Math.floor(s.high) - Math.ceil(s.low) + 1)
  : (values[i] - s.low) / (s.high - s.low));
const say = (lang, key) => D.words[key][lang];
const fill = (lang, key, places) => say(lang, key).replace(/\{(\w+)\}/g, (_, name) => places[name]);
function digits(x) {
  const size = Math.abs(x), text = size >= 10 ? Math.round(size).toLocaleString("en") : size >= 1 ? size.toFixed(1) : size.toFixed(2);
  return (x < 0 && Number(text) !== 0 ? "−" : "") + text;
}
function shown(s, x) { return s.share ? digits(100 * x) + "%" : s.whole ? String(x) : digits(x); }
function make(tag, attributes = {}, text = "") {
  const svg = ["svg", "line", "rect", "circle", "path", "text", "g"].includes(tag);
  const one = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
  if (text) one.textContent = text;
  return one;
}
const MARKS = [(x, y) => make("circle", {cx: x, cy: y, r: 5}), (x, y) => make("rect", {x: x - 5, y: y - 5, width: 10, height: 10}),
  (x, y) => make("path", {d: `M${x - 6} ${y + 5}h12l-6-11z`}), (x, y) => make("path", {d: `M${x} ${y - 7}l7 7-7 7-7-7z`})];

function controls(lang, room) {
  const one = D.under[state.explanation];
  room.replaceChildren();
  one.sliders.forEach((s, i) => {
    const id = `${lang}-slider-${i}`, row = make("div", {class: "slider"}), label = make("label", {for: id}, s[lang]);
    const number = make("output", {for: id}), input = make("input", {type: "range", id, min: s.low, max: s.high,
      step: s.whole ? 1 : s.step, value: state.values[state.explanation][i], "data-name": s.name});
    const write = () => { number.textContent = shown(s, +input.value); input.setAttribute("aria-valuetext", number.textContent); };
    input.addEventListener("input", () => { state.values[state.explanation][i] = +input.value; write(); answer(); });
    write(); label.append(" ", number); row.append(label, input,
      make("span", {class: "ends"}, `${shown(s, s.low)} – ${shown(s, s.high)}`)); room.append(row);
  });
}
function refusal(one, values) {
  const outside = one.sliders.some((s, i) => !(values[i] >= s.low && values[i] <= s.high));
  if (outside) return "outside";
  return nearest(one.points, unit(one, values)) > one.reach ? "far" : "";
}
function answers() {
  const one = D.under[state.explanation], values = state.values[state.explanation];
  if (one.why) return {refused: "few"};
  const refused = refusal(one, values);
  if (refused) return {refused};
  const u = unit(one, values), found = {};
  for (const [output, arms] of Object.entries(one.outputs)) {
    found[output] = {};
    for (const [arm, e] of Object.entries(arms)) if (e.state !== "hidden") found[output][arm] = evaluate(e, one.points, u);
  }
  return {found};
}
window.whatif.answers = answers; window.whatif.state = state;
function best(found, output) {
  const there = Object.entries(found[output] || {}).sort((a, b) => a[1][0] - b[1][0]);
  if (there.length < 2) return null;
  const clear = there.filter(([, v]) => v[1] <= there[0][1][2]).map(([arm]) => arm);
  return {clear, all: there, low: there[0]};
}
function sentences(lang, found) {
  const said = [], arm = name => D.arms[name][lang], join = names => names.map(arm).join(lang === "en" ? " / " : "、");
  D.judged.forEach(([key, output]) => {
    const one = best(found, output);
    if (!one) return;
    const unlike = Object.keys(D.arms).filter(name => !(name in found[output]));
    const values = one.all.map(([name, v]) => `${arm(name)} ${digits(v[0] * D.outputs[output].unit.times[lang])}`).join(lang === "en" ? "; " : "；");
    said.push(fill(lang, one.clear.length === 1 ? `${key}_one` : one.clear.length === one.all.length ? `${key}_none` : `${key}_some`,
      {arms: join(one.clear), values, unit: D.outputs[output].unit[lang]}) +
      (unlike.length ? " " + fill(lang, "unlike", {arms: join(unlike)}) : ""));
  });
  return said;
}
function chart(lang, output, found) {
  const arms = Object.keys(D.arms), told = D.outputs[output], box = make("figure"), width = 340, row = 54;
  const there = Object.values(found);
  let low = Math.min(0, ...there.map(v => v[1])), high = Math.max(...there.map(v => v[2]), low + 1e-9);
  const x = v => 8 + (v - low) / (high - low) * (width - 16);
  const amount = v => digits(v * told.unit.times[lang]);
  const never = a => found[a].every(v => v === 0);
  const numbers = a => found[a] ? never(a) ? say(lang, "never_here") : `${amount(found[a][0])} (${amount(found[a][1])} – ${amount(found[a][2])})` : say(lang, "hidden_here");
  const lines = arms.map(a => `${D.arms[a][lang]} ${numbers(a)}`);
  const svg = make("svg", {viewBox: `0 0 ${width} ${arms.length * row + 8}`, role: "img", "aria-label": `${told[lang]}: ${lines.join("; ")}`});
  if (low < 0) svg.append(make("line", {x1: x(0), x2: x(0), y1: 0, y2: arms.length * row, stroke: "#767676", "stroke-dasharray": "3 3"}));
  arms.forEach((a, n) => {
    const y = n * row + 42, group = make("g", {fill: D.arms[a].colour, stroke: D.arms[a].colour});
    svg.append(make("text", {x: 8, y: y - 27, "font-size": 14, fill: "#222"}, D.arms[a][lang]),
      make("text", {x: 8, y: y - 10, "font-size": 14, fill: "#222", "font-weight": 700}, numbers(a)));
    if (!found[a] || never(a)) return;
    group.append(make("line", {x1: x(found[a][1]), x2: x(found[a][2]), y1: y, y2: y, "stroke-width": 4}), MARKS[n % 4](x(found[a][0]), y));
    svg.append(group);
  });
  box.append(make("figcaption", {}, `${told[lang]} (${told.unit[lang]})`), svg);
  return box;
}
function command() {
  const one = D.under[state.explanation], values = state.values[state.explanation];
  return D.command + ` explanation=${state.explanation} ` + one.sliders.flatMap((s, i) => s.places.map(place => `${place}=${s.whole ? values[i] : Number(values[i].toPrecision(10))}`)).join(" ");
}
window.whatif.command = command;
function answer() {
  const {refused, found} = answers();
  for (const lang of ["en", "zh"]) {
    const room = document.getElementById(`${lang}-answer`), live = document.getElementById(`${lang}-said`);
    live.replaceChildren(); room.replaceChildren();
    if (refused) live.append(make("p", {class: "banner"}, fill(lang, `refused_${refused}`, {why: (D.under[state.explanation].why || {})[lang] || ""})));
    else {
      sentences(lang, found).forEach(text => live.append(make("p", {}, text)));
      Object.keys(D.outputs).forEach(output => { if (Object.keys(found[output] || {}).length) room.append(chart(lang, output, found[output])); });
    }
    document.getElementById(`${lang}-command`).textContent = command();
  }
}
function begin() {
  for (const lang of ["en", "zh"]) {
    document.querySelectorAll(`[name=${lang}-explanation]`).forEach(one => one.addEventListener("change", () => {
      state.explanation = one.value;
      document.querySelectorAll(`[value="${one.value}"]`).forEach(other => { if (other.type === "radio") other.checked = true; });
      for (const both of ["en", "zh"]) controls(both, document.getElementById(`${both}-sliders`));
      answer();
    }));
    controls(lang, document.getElementById(`${lang}-sliders`));
    document.getElementById(`${lang}-copy`).addEventListener("click", () => {
      const range = document.createRange();
      range.selectNodeContents(document.getElementById(`${lang}-command`));
      getSelection().removeAllRanges(); getSelection().addRange(range);
      if (navigator.clipboard) navigator.clipboard.writeText(command()).catch(() => {});
    });
  }
  document.querySelectorAll("[name=say]").forEach(one => one.addEventListener("change", () => {
    document.documentElement.lang = one.value === "zh" ? "zh-Hans" : "en"; }));
  answer();
}
begin();
